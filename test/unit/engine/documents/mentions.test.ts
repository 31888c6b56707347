/** Numbers in real logs, dumps and tables. Each recording is what the program wrote, with marks around what is to be found. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { mentionsIn } from "../../../../src/engine/documents/mentions.ts";
import { clock, linesOf, marked, readLog, unmarked } from "./marked.ts";

const recordings = readdirSync("test/recordings/logs");

/** Every README, change log, licence and manifest of the packages in a folder. */
function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || place.split(path.sep).length > 3 ? [] : documentsIn(place);
    const isDocument = /\.(?:md|txt)$|^LICEN[CS]E|^package\.json$/i.test(entry.name);
    return isDocument && entry.isFile() && statSync(place).size < 400_000 ? [readFileSync(place, "utf8")] : [];
  });
}

const momentIn = (text: string, zone = "UTC"): string => {
  const [mention] = mentionsIn(linesOf(text), { ...clock, zone });
  assert.ok(mention?.moment, text);
  return `${new Date(mention.moment.from).toISOString()} +${String(mention.moment.until - mention.moment.from)}`;
};

describe("numbers in texts", () => {
  for (const name of recordings) {
    it(`${name}: every number that is a process's or thread's, and no other`, () => {
      const recorded = readLog(name);
      assert.equal(marked(unmarked(recorded), name === "terminal.log"), recorded);
    });
  }

  it("none.log has none, and every other recording has some", () => {
    for (const name of recordings) assert.equal(readLog(name).includes("«"), name !== "none.log", name);
  });

  it("forty thousand numbers in the documents of every package are left alone; the one that is a process's is found", () => {
    const texts = documentsIn("node_modules");
    const numbers = texts.reduce((sum, text) => sum + (text.match(/\b\d{1,7}\b/g)?.length ?? 0), 0);
    assert.ok(numbers > 40_000, numbers.toString());
    const found = texts.flatMap((text) => {
      const lines = linesOf(text);
      return mentionsIn(lines, clock).map(({ line, start, length }) => {
        const whole = lines[line]?.text ?? "";
        return `${whole.slice(Math.max(0, start - 6), start + length)} of ${whole.slice(0, 30)}`;
      });
    });
    const isNodes = (one: string): boolean => /^\(node:(\d+) of \(node:\1\) /.test(one);
    assert.deepEqual(
      found.filter((one) => !isNodes(one)),
      [],
    );
    assert.ok(found.length < 10, found.join("\n"));
  });

  it("the kernel's are the host's, whoever wrote the line down", () => {
    const found = mentionsIn(linesOf(unmarked(readLog("kernel.log"))), clock);
    assert.deepEqual(new Set(found.map(({ speaks }) => speaks)), new Set(["host"]));
    assert.ok(mentionsIn(linesOf(unmarked(readLog("nginx.log"))), clock).every(({ speaks }) => speaks === undefined));
  });

  it("docker top's are the host's, ps's are those of whoever ran it", () => {
    const found = mentionsIn(linesOf(unmarked(readLog("ps.log"))), clock);
    assert.deepEqual(
      found.filter(({ speaks }) => speaks === "host").map(({ nr }) => nr),
      [31955, 31930],
    );
  });

  it("a row far below its header is read by it, though the lines between are not given", () => {
    const lines = [
      { line: 0, text: "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND" },
      { line: 700, text: "root     12345  0.0  0.0      0     0 ?        S    Nov25   0:00 [kthreadd]" },
    ];
    assert.deepEqual(
      mentionsIn(lines, clock).map(({ line, nr }) => [line, nr]),
      [[700, 12345]],
    );
  });

  it("a line of a megabyte costs no more than a long one", () => {
    assert.equal(mentionsIn([{ line: 0, text: "pid=17 ".repeat(200_000) }], clock).length, 571);
  });
});

describe("when a line was written", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["nginx", "2026/11/26 01:53:24 [notice] 7#7: x", "2026-11-26T01:53:24.000Z +1000"],
    ["PostgreSQL", "2026-11-26 01:53:34.492 UTC [7] LOG:  x", "2026-11-26T01:53:34.492Z +1"],
    ["PostgreSQL elsewhere", "2026-11-26 01:53:34.492 CET [7] LOG:  x", "2026-11-26T00:53:34.492Z +1"],
    ["Redis", "7:M 26 Nov 2026 01:53:27.005 * x", "2026-11-26T01:53:27.005Z +1"],
    ["syslog, which writes no year", "Nov 26 01:17:01 pst a[7]: x", "2026-11-26T01:17:01.000Z +1000"],
    ["syslog of last year", "Dec 31 23:59:59 pst a[7]: x", "2025-12-31T23:59:59.000Z +1000"],
    ["syslog in ISO", "2026-11-26T01:17:02.123456+01:00 pst a[7]: x", "2026-11-26T00:17:02.123Z +1"],
    ["Python", "2026-11-26 01:54:39,974 7 INFO a", "2026-11-26T01:54:39.974Z +1"],
    ["Gunicorn", "[2026-11-26 01:54:40 +0130] [7] [INFO] x", "2026-11-26T00:24:40.000Z +1000"],
    ["Spring Boot", "2026-11-26T01:54:57.119Z  INFO 7 --- [main] x : y", "2026-11-26T01:54:57.119Z +1"],
    ["Ruby", "I, [2026-11-26T01:54:45.312232 #7]  INFO -- : x", "2026-11-26T01:54:45.312Z +1"],
    ["pino", '{"level":30,"time":1795658079974,"pid":7}', "2026-11-26T01:54:39.974Z +1"],
    ["klog", "I1126 01:49:37.123456    7 a.go:116] x", "2026-11-26T01:49:37.123Z +1"],
    ["strace -ttt", "7 1795657979.436593 brk(NULL) = 0", "2026-11-26T01:52:59.436Z +1"],
    ["dmesg", "[ 3600.000000] c[7]: segfault at 0", "2026-11-25T23:37:32.000Z +2000"],
    ["dmesg -T", "[Thu Nov 26 01:54:58 2026] c[7]: segfault at 0", "2026-11-26T01:54:58.000Z +1000"],
    ["Apache", "[Thu Nov 26 01:54:58.123456 2026] [core:notice] [pid 7:tid 8] x", "2026-11-26T01:54:58.123Z +1"],
    [
      "kernel in syslog",
      "Nov 26 01:55:00 pst kernel: [9.354835] c[7]: segfault at 0",
      "2026-11-26T01:55:00.000Z +1000",
    ],
    [
      "Docker's file, where the line itself has no zone",
      String.raw`{"log":"2026/11/26 02:53:24 [notice] 7#7: x\n","stream":"stderr","time":"2026-11-26T01:53:24.701346221Z"}`,
      "2026-11-26T01:53:24.701Z +1",
    ],
    ["CRI", "2026-11-26T01:53:24.701346221Z stderr F (node:7) Warning: x", "2026-11-26T01:53:24.701Z +1"],
  ];
  for (const [name, text, moment] of cases)
    it(name, () => {
      assert.equal(momentIn(text), moment);
    });

  it("a time without a zone is read in the zone given, summer or winter", () => {
    assert.equal(momentIn("2026/11/26 02:53:24 [notice] 7#7: x", "Europe/Berlin"), "2026-11-26T01:53:24.000Z +1000");
    assert.equal(momentIn("2026/07/26 02:53:24 [notice] 7#7: x", "Europe/Berlin"), "2026-07-26T00:53:24.000Z +1000");
    assert.equal(momentIn("2026/07/26 02:53:24 [notice] 7#7: x", "Nowhere/Atall"), "2026-07-26T02:53:24.000Z +1000");
  });

  it("the threads of a dump are of the dump's time", () => {
    const [mention] = mentionsIn(linesOf(unmarked(readLog("threadDump.log"))), clock);
    assert.equal(mention?.moment?.from, Date.parse("2026-11-26T01:54:54Z"));
  });

  it("a time that a line speaks of, far from its start, is not its own", () => {
    const [mention] = mentionsIn(linesOf(`(node:7) ${"x".repeat(60)} 2026-11-26 01:53:34.492`), clock);
    assert.ok(mention && mention.moment === undefined);
  });

  it("a time that is still to come is none", () => {
    const [mention] = mentionsIn(linesOf("2027/11/26 01:53:24 [notice] 7#7: x"), clock);
    assert.ok(mention && mention.moment === undefined);
  });
});
