/** From the fields of a written time to an instant: zones, abbreviations, years that nobody wrote. Pure. */

import { eastByRule, type ZoneRule } from "./zoneRule.ts";

/** An IANA name, minutes east of UTC, or a rule. */
export type Zone = string | number | ZoneRule;

/** What a text's times are read by. */
export interface Clock {
  /** Milliseconds since the epoch; no time in a text is later. */
  readonly now: number;
  /** When the machine was started: what the kernel's own seconds count from. */
  readonly boot: number;
  /** For times that name no zone. */
  readonly zone: Zone;
}

/** A span of time in which something was written; `until` is exclusive. Milliseconds since the epoch. */
export interface Moment {
  readonly from: number;
  readonly until: number;
  /** Which zone is meant was written, or does not matter. */
  readonly sure: boolean;
}

export interface Fields {
  /** Absent: the last one in which this is not still to come. */
  readonly year?: number | undefined;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits after the second, as many as were written. */
  readonly fraction?: string | undefined;
  /** As written: `Z`, `+0100`, `CET`. */
  readonly zone?: string | undefined;
}

/** Minutes east of UTC of abbreviations that mean one thing wherever logs are written. */
const abbreviations: Readonly<Record<string, number>> = {
  ...{ Z: 0, UTC: 0, GMT: 0, WET: 0, WEST: 60, CET: 60, CEST: 120, EET: 120, EEST: 180, MSK: 180, JST: 540, KST: 540 },
  ...{ EST: -300, EDT: -240, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420, NZST: 720, NZDT: 780 },
};

const second = 1000;
const minute = 60_000;
const day = 86_400_000;

/** The moment that the fields name; absent where they name none. */
export function momentOf(fields: Fields, clock: Clock): Moment | undefined {
  const year = fields.year ?? new Date(clock.now + day).getUTCFullYear();
  const moment = inYear(fields, year, clock);
  if (fields.year !== undefined || !moment || moment.from <= clock.now + day) return moment;
  return inYear(fields, year - 1, clock);
}

/** `seconds` with a fraction of `digits` digits, since the epoch. */
export function spanOf(milliseconds: number, digits: number, sure = true): Moment {
  const wide = Math.max(1, second / 10 ** digits);
  return { from: milliseconds, until: milliseconds + wide, sure };
}

function inYear(
  { month, day: date, hour, minute: min, second: sec, fraction = "", zone }: Fields,
  year: number,
  clock: Clock,
): Moment | undefined {
  const wall = Date.UTC(year, month - 1, date, hour, min, sec) + milliseconds(fraction);
  if (Number.isNaN(wall) || month < 1 || month > 12 || date < 1 || date > 31) return undefined;
  const written = zone === undefined ? undefined : minutesOf(zone);
  if (zone !== undefined && written === undefined) return undefined;
  const east = written ?? eastIn(clock.zone, wall);
  return spanOf(wall - east * minute, fraction.length, written !== undefined);
}

/** Minutes east of UTC when the zone's clocks show `wall` (as if that were UTC). */
function eastIn(zone: Zone, wall: number): number {
  if (typeof zone === "number") return zone;
  return typeof zone === "string" ? eastOf(zone, wall) : eastByRule(zone, wall);
}

const milliseconds = (fraction: string): number => (fraction === "" ? 0 : Math.floor(Number(`0.${fraction}`) * second));

/** Minutes east of UTC; absent for a zone that means nothing certain. */
export function minutesOf(zone: string): number | undefined {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return abbreviations[zone];
  const [, sign, hours, minutes = "0"] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** 0 for an unknown zone. */
function eastOf(zone: string, wall: number): number {
  const first = offsetAt(zone, wall);
  return offsetAt(zone, wall - first * minute);
}

function offsetAt(zone: string, instant: number): number {
  if (!formats.has(zone)) formats.set(zone, formatOf(zone));
  const name =
    formats
      .get(zone)
      ?.formatToParts(instant)
      .find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return minutesOf(name.replace("GMT", "") || "Z") ?? 0;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch {
    return undefined; // no such zone
  }
}
