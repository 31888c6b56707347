/** Of any words: what is printed is read back the same, and garbage gets a sentence and never another number. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSpace, parseTuple, tupleText, type SpaceStep } from "../../../src/model/reference.ts";

const letters = Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
const first = fc.constantFrom(...letters);
const more = fc.string({ unit: fc.constantFrom(...letters, ".", "-"), maxLength: 12 });
const word = fc.tuple(first, more).map((parts) => parts.join(""));
const runtime = fc.constantFrom("docker", "podman", "containerd", "cri-o", "lxc", "nspawn", "systemd");

const step: fc.Arbitrary<SpaceStep> = fc.oneof(
  word.map((name): SpaceStep => (name === "host" ? { by: "host" } : { by: "name", name })),
  fc.tuple(runtime, word).map(([kind, container]): SpaceStep => ({ by: "runtime", runtime: kind, container })),
  fc
    .array(word, { minLength: 3, maxLength: 3 })
    .map((parts): SpaceStep => ({ by: "runtime", runtime: "k8s", container: parts.join("/") })),
  fc.nat().map((inode): SpaceStep => ({ by: "namespace", link: `pid:[${inode}]` })),
);

function print(one: SpaceStep): string {
  switch (one.by) {
    case "host":
      return "host";
    case "name":
      return one.name;
    case "namespace":
      return one.link;
    case "runtime":
      return `${one.runtime}://${one.container}`;
  }
}

const steps = fc.array(step, { minLength: 1, maxLength: 4 });
const number = fc.integer({ min: 1, max: 0x7fffffff });
const spelling = fc.constantFrom(
  (nr: number) => nr.toString(),
  (nr: number) => `0x${nr.toString(16)}`,
);
/** Bits of the language in any order, and anything else. */
const garbage = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(":", "/", "@", "host", "web", "docker://", "pid:[", "]", "0x", "17", "-1", "1e3", " ", "٣"),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join("")),
);

describe("the tuple language, of any words", () => {
  it("is read back as it was printed", () => {
    fc.assert(
      fc.property(steps, number, spelling, fc.option(word), (path, nr, spell, at) => {
        const space = path.map(print).join("/") + (at === null ? "" : `@${at}`);
        const read = parseTuple(tupleText(space, nr).replace(/\d+$/, spell(nr)));
        assert.ok(!("bad" in read), JSON.stringify(read));
        assert.deepEqual([read.nr, read.space.steps, read.space.at], [nr, path, at ?? undefined]);
      }),
    );
  });

  it("gives garbage a sentence, and never a number that does not stand there", () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const read = parseTuple(text);
        if ("bad" in read) {
          assert.match(read.bad, /\S \S/);
          return;
        }
        const digits = text.trim().slice(text.trim().lastIndexOf(":") + 1);
        assert.match(digits, /^(0x[0-9a-f]+|[0-9]+)$/i);
        assert.equal(BigInt(digits), BigInt(read.nr));
        assert.deepEqual(parseSpace(read.space.text), read.space);
        assert.deepEqual(parseTuple(tupleText(read.space.text, read.nr)), {
          ...read,
          text: tupleText(read.space.text, read.nr),
        });
      }),
      { numRuns: 500 },
    );
  });
});
