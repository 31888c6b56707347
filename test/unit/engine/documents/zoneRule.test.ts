/** Zones as POSIX writes them, compared with what this machine's own libraries say of the same zones. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { eastByRule, parseZoneFile, parseZoneRule } from "../../../../src/engine/documents/zoneRule.ts";
import { skipIf } from "../../../support/skipping.ts";

const east = (rule: string, wall: string): number | undefined => {
  const parsed = parseZoneRule(rule);
  return parsed && eastByRule(parsed, Date.parse(`${wall}Z`));
};

describe("a zone as POSIX writes it", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["UTC0", "2026-07-01T00:00", 0],
    ["IST-5:30", "2026-07-01T00:00", 330],
    ["<-03>3", "2026-07-01T00:00", -180],
    ["CET-1CEST,M3.5.0,M10.5.0/3", "2026-01-01T00:00", 60],
    ["CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:59", 60],
    ["CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T03:00", 120],
    ["CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T02:30", 120],
    ["CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T03:00", 60],
    ["EST5EDT", "2026-03-08T03:00", -240],
    ["EST5EDT", "2026-11-01T02:00", -300],
    ["AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00", 660],
    ["AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00", 600],
    ["<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-28T23:30", -60],
    ["IST-2IDT-3,M3.4.4/26,M10.5.0", "2026-03-27T03:00", 180],
    ["AAA0BBB,J60/0,J61/0", "2028-03-01T12:00", 60],
    ["AAA0BBB,59/0,60/0", "2028-02-29T12:00", 60],
  ];
  for (const [rule, wall, minutes] of cases)
    it(`${rule} at ${wall} is ${minutes.toString()} minutes east`, () => {
      assert.equal(east(rule, wall), minutes);
    });

  it("is not what names a zone, or nothing", () => {
    for (const text of ["Europe/Berlin", "", "UTC", ":UTC0", "CET-1CEST,M3"])
      assert.equal(parseZoneRule(text), undefined);
  });

  it("is the last line of a zone's file", function () {
    const folder = "/usr/share/zoneinfo";
    skipIf(this, existsSync(`${folder}/Europe/Berlin`) ? undefined : "there are no zones here (package tzdata)");
    for (const zone of [
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "America/Sao_Paulo",
    ]) {
      const rule = parseZoneFile(readFileSync(`${folder}/${zone}`));
      assert.ok(rule, zone);
      for (let month = 0; month < 12; month += 1) {
        const instant = Date.UTC(2026, month, 15, 12);
        const shown = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
        const wall = Date.parse(`${shown.format(instant).replace(" ", "T")}Z`);
        assert.equal(eastByRule(rule, wall), (wall - instant) / 60_000, `${zone} in month ${month.toString()}`);
      }
    }
  });

  it("is not in a file that is none", () => {
    for (const text of ["", "TZif\0", "CET-1\n", "TZif2\nEurope/Berlin\n"])
      assert.equal(parseZoneFile(Buffer.from(text)), undefined);
  });
});
