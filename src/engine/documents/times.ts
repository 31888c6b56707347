/** The times that lines of logs begin with, as a table, and the moment that each means. Pure. */
import { momentOf, spanOf, type Clock, type Moment } from "./clock.ts";

interface TimeFormat {
  readonly name: string;
  readonly find: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>, clock: Clock) => Moment | undefined;
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const month = `(?<name>${months.join("|")})`;
const clock = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?`;
const zone = String.raw`(?: ?(?<zone>Z|[+-]\d\d(?::?\d\d)?|UTC|GMT|[A-Z]{2,4}T)(?![\w]))?`;

/** Names, where a month is one, and numbers elsewhere. */
function calendar(groups: Readonly<Record<string, string | undefined>>, by: Clock): Moment | undefined {
  const { year, name, month: nr, day, hour, minute, second, fraction, zone: written } = groups;
  return momentOf(
    {
      year: year === undefined ? undefined : Number(year),
      month: name === undefined ? Number(nr) : months.indexOf(name) + 1,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      fraction,
      zone: written,
    },
    by,
  );
}

/** The kernel's clock runs beside the wall's, and stands still while a machine is suspended: off by a second at least. */
function sinceBoot({ seconds = "" }: Readonly<Record<string, string | undefined>>, { boot }: Clock): Moment {
  const from = boot + Number(seconds) * 1000;
  return { from: from - 1000, until: from + 1000, sure: true };
}

/** The first that fits decides. */
const timeFormats: readonly TimeFormat[] = [
  {
    name: "ISO 8601, and with a blank as Python, PostgreSQL and Java write it",
    find: new RegExp(String.raw`(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)[T ]${clock}${zone}`),
    read: calendar,
  },
  { name: "Redis", find: new RegExp(String.raw`(?<day>\d\d?) ${month} (?<year>\d{4}) ${clock}`), read: calendar },
  {
    name: "asctime, as dmesg -T and Apache write it",
    find: new RegExp(String.raw`[A-Z][a-z]{2} ${month} +(?<day>\d\d?) ${clock} (?<year>\d{4})`),
    read: calendar,
  },
  { name: "syslog", find: new RegExp(String.raw`${month} +(?<day>\d\d?) ${clock}`), read: calendar },
  { name: "klog", find: new RegExp(String.raw`^[IWEF](?<month>\d\d)(?<day>\d\d) ${clock}`), read: calendar },
  {
    name: "epoch in milliseconds, in JSON",
    find: /"time":(?<epoch>\d{13})\b/,
    read: ({ epoch = "" }) => spanOf(Number(epoch), 3),
  },
  {
    name: "epoch in seconds, as strace -ttt writes it",
    find: /(?<![\w.])(?<epoch>\d{10})\.(?<fraction>\d{3,9})(?= )/,
    read: ({ epoch = "", fraction = "" }) =>
      spanOf(Number(epoch) * 1000 + Number(`0.${fraction}`) * 1000, fraction.length),
  },
  { name: "kernel", find: /^(?:kernel: )?(?:<\d+>)?\[ *(?<seconds>\d+\.\d{6})\]/, read: sinceBoot },
];

/** Columns within which a line's own time begins; what stands later is spoken of. */
const nearStart = 48;

/** When a line says that it was written; absent where it does not say. */
export function timeOf(text: string, by: Clock): Moment | undefined {
  const head = text.slice(0, nearStart + 40);
  for (const { find, read } of timeFormats) {
    const match = find.exec(head);
    if (!match || match.index > nearStart) continue;
    const moment = read(match.groups ?? {}, by);
    if (moment && moment.from <= by.now + 86_400_000) return moment;
  }
  return undefined;
}
