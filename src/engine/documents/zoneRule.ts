/**
 * Time zones as POSIX writes them, `CET-1CEST,M3.5.0,M10.5.0/3`: what TZ may hold (tzset(3)), and the last line of a
 * zone's file (tzfile(5)), which is true for every time that is not long past. Pure.
 */

/** When in a year clocks are changed. */
interface Turn {
  /** `M`: the weekday (0 is Sunday) of the week (5 is the last) of the month; else a day of the year. */
  readonly day:
    | { readonly month: number; readonly week: number; readonly weekday: number }
    /** Counted from 0; `leap` counts the 29th of February. */
    | { readonly ofYear: number; readonly leap: boolean };
  /** Milliseconds after midnight. */
  readonly at: number;
}

export interface ZoneRule {
  /** Minutes east of UTC. */
  readonly standard: number;
  readonly summer?: { readonly east: number; readonly begins: Turn; readonly ends: Turn };
}

const minute = 60_000;
const day = 86_400_000;
const name = "(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]+>)";
const offset = String.raw`[+-]?\d{1,3}(?::\d\d){0,2}`;
const turn = String.raw`(?:M\d\d?\.\d\.\d|J?\d{1,3})(?:/${offset})?`;
const whole = new RegExp(
  `^${name}(?<standard>${offset})(?<summer>${name}(?<east>${offset})?(?:,(?<begins>${turn}),(?<ends>${turn}))?)?$`,
);
/** What tzset(3) takes where a rule has a summer and does not say when it is. */
const usual = { begins: "M3.2.0", ends: "M11.1.0" };

/** Absent for what is no such rule: the name of a zone, say. */
export function parseZoneRule(text: string): ZoneRule | undefined {
  const found = whole.exec(text)?.groups;
  if (!found) return undefined;
  const standard = eastOf(found["standard"] ?? "");
  if (found["summer"] === undefined) return { standard };
  const east = found["east"] === undefined ? standard + 60 : eastOf(found["east"]);
  const begins = turnOf(found["begins"] ?? usual.begins);
  return { standard, summer: { east, begins, ends: turnOf(found["ends"] ?? usual.ends) } };
}

/** The rule at the end of a zone's file; absent where it is none, or of the first version, which has no rule. */
export function parseZoneFile(bytes: Uint8Array): ZoneRule | undefined {
  const text = Buffer.from(bytes).toString("latin1");
  if (!/^TZif[2-9]/.test(text)) return undefined;
  const lines = text.split("\n");
  return parseZoneRule(lines.at(-2) ?? "");
}

/** Minutes east of UTC when the zone's clocks show `wall` (milliseconds, as if that were UTC). Of an hour that is shown twice, the first. */
export function eastByRule({ standard, summer }: ZoneRule, wall: number): number {
  if (!summer) return standard;
  const year = new Date(wall).getUTCFullYear();
  const [from, to] = [instantOf(summer.begins, year), instantOf(summer.ends, year)];
  const isSummer = from < to ? wall >= from && wall < to : wall >= from || wall < to;
  return isSummer ? summer.east : standard;
}

/** What is written counts west of UTC. */
const eastOf = (text: string): number => 0 - millisecondsOf(text) / minute;

function millisecondsOf(text: string): number {
  const [hours = "0", minutes = "0", seconds = "0"] = text.replace(/^[+-]/, "").split(":");
  const whole = Number(hours) * 60 * minute + Number(minutes) * minute + Number(seconds) * 1000;
  return text.startsWith("-") ? -whole : whole;
}

function turnOf(text: string): Turn {
  const [when = "", at = "2"] = text.split("/");
  const [month = 0, week = 0, weekday = 0] = when.slice(1).split(".").map(Number);
  if (when.startsWith("M")) return { day: { month, week, weekday }, at: millisecondsOf(at) };
  const isJulian = when.startsWith("J"); // from 1, and no leap day
  const ofYear = isJulian ? Number(when.slice(1)) - 1 : Number(when);
  return { day: { ofYear, leap: !isJulian }, at: millisecondsOf(at) };
}

/** On the zone's clocks, before they are changed. */
function instantOf({ day: which, at }: Turn, year: number): number {
  if ("month" in which) {
    const first = Date.UTC(year, which.month - 1, 1);
    const last = Date.UTC(year, which.month, 0);
    const fits = first + ((which.weekday - new Date(first).getUTCDay() + 7) % 7) * day;
    const wanted = fits + (which.week - 1) * 7 * day;
    return (wanted > last ? wanted - 7 * day : wanted) + at;
  }
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
  const skipped = !which.leap && isLeap && which.ofYear >= 59 ? 1 : 0;
  return Date.UTC(year, 0, 1 + which.ofYear + skipped) + at;
}
