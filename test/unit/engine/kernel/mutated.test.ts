/**
 * Texts of this machine's own /proc, cut, torn and scrambled: every parser still ends, and gives a number as it stood
 * there or none. Scrambled by what is neither digit nor blank: another digit in its place could not be told.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { freezerFiles } from "../../../../src/engine/kernel/attachFreezer.ts";
import { parseEnvironment, parseMapped } from "../../../../src/engine/kernel/attachRead.ts";
import { parseSockets } from "../../../../src/engine/kernel/attachSockets.ts";
import { parseProcOptions } from "../../../../src/engine/kernel/parseMountOptions.ts";
import { parseStat } from "../../../../src/engine/kernel/parseStat.ts";
import { parseStatus } from "../../../../src/engine/kernel/parseStatus.ts";
import { eventLength, parseEvents } from "../../../../src/engine/kernel/procEvent.ts";

const read = (name: string): string => readFileSync(`/proc/self/${name}`, "latin1");
const [stat, status, maps, cgroup] = [read("stat"), read("status"), read("maps"), read("cgroup")];
const mountInfo = `${read("mountinfo")}99 1 0:5 / /proc rw - proc proc rw,hidepid=2,gid=1234\n`;
const sockets = `${read("net/tcp")}   9: 0100007F:2452 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0\n`;

const dirt = fc.constantFrom("x", "\0", "é", "\xff", "(", ")", "-", "z");

/** How a text is spoilt. */
const harm: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.nat().map((at) => (text: string) => text.slice(0, at % text.length)),
  fc.tuple(fc.nat(), dirt).map(([at, put]) => (text: string) => {
    const place = at % text.length;
    return text.slice(0, place) + put + text.slice(place + 1);
  }),
  fc.tuple(fc.nat(), dirt).map(([at, put]) => (text: string) => {
    const place = at % text.length;
    return text.slice(0, place) + put + text.slice(place);
  }),
  fc.nat().map((at) => (text: string) => {
    const lines = text.split("\n");
    lines.splice(at % lines.length, 1);
    return lines.join("\n");
  }),
  fc.nat().map((at) => (text: string) => {
    const lines = text.split("\n");
    lines.splice(at % lines.length, 0, lines[at % lines.length] ?? "");
    return lines.join("\n");
  }),
);

/** Each harm alone, and what is left of a text after two. */
function spoil(text: string, check: (spoilt: string) => void): void {
  fc.assert(
    fc.property(harm, (one) => {
      check(one(text));
    }),
    { numRuns: 120 },
  );
}

const oneOf = (seen: unknown, ...allowed: readonly unknown[]): void => {
  const texts = allowed.map((one) => JSON.stringify(one));
  assert.ok(texts.includes(JSON.stringify(seen)), `${JSON.stringify(seen)} is none of ${texts.join(", ")}`);
};

describe("a spoilt text of /proc", () => {
  it("that is a stat line gives its own numbers or none", () => {
    const whole = parseStat(Buffer.from(stat, "latin1"));
    assert.ok(whole);
    spoil(stat, (text) => {
      const seen = parseStat(Buffer.from(text, "latin1"));
      if (seen) assert.deepEqual([seen.parent, seen.startTicks], [whole.parent, whole.startTicks]);
    });
  });

  it("that is a status gives its own numbers or none", () => {
    const { facts: whole } = parseStatus(status);
    assert.ok(whole.numbers.length > 0 && whole.process !== undefined && whole.capabilities !== undefined);
    spoil(status, (text) => {
      const { facts } = parseStatus(text);
      oneOf(facts.numbers, whole.numbers, []);
      oneOf(facts.process, whole.process, undefined);
      oneOf(facts.uid, whole.uid, undefined);
      oneOf(facts.groups, whole.groups, []);
      oneOf(facts.capabilities, whole.capabilities, undefined);
    });
  });

  it("that lists mounts gives the group and the hiding that stand there, or none", () => {
    assert.deepEqual(parseProcOptions(mountInfo, "/proc"), { hides: "hidepid=2", group: 1234 });
    const plain = parseProcOptions(read("mountinfo"), "/proc");
    spoil(mountInfo, (text) => {
      const { group } = parseProcOptions(text, "/proc");
      oneOf(group, 1234, plain.group, undefined);
    });
  });

  it("that lists sockets gives rows that stand there", () => {
    const whole = new Set(parseSockets(sockets).map((row) => JSON.stringify(row)));
    assert.ok(whole.size > 0);
    spoil(sockets, (text) => {
      for (const row of parseSockets(text)) assert.ok(whole.has(JSON.stringify(row)), JSON.stringify(row));
    });
  });

  it("never makes any other parser throw", () => {
    spoil(maps, (text) => void parseMapped(text));
    spoil(mountInfo, (text) => void freezerFiles(cgroup, text));
    spoil(cgroup, (text) => void freezerFiles(text, mountInfo));
    spoil("A=1\0NODE_OPTIONS=--inspect\0", (text) => void parseEnvironment(text));
  });

  it("of the process connector gives events with the numbers that stand there", () => {
    const bytes = fc.uint8Array({ maxLength: 4 * eventLength });
    fc.assert(
      fc.property(bytes, (noise) => {
        const buffer = Buffer.from(noise);
        const words = new Set<number>();
        for (let at = 0; at + 4 <= buffer.length; at += 1) words.add(buffer.readInt32LE(at));
        for (const event of parseEvents(buffer)) if (event.is !== "lost") assert.ok(words.has(event.pid.nr));
      }),
    );
  });
});
