/** Of any history: the journal says who held a number as it was, or that it does not know; whatever becomes of its file. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { JournalFile } from "../../../../src/engine/journal/file.ts";
import { recallAt, recallLast } from "../../../../src/engine/journal/recall.ts";
import { live, numbers, space, steps, type History, type Life, type Step } from "./history.ts";

const byIdentity = ({ identity }: { identity: string }): boolean => identity === space.identity;

describe("the journal of any history", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-history-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const written = (): readonly string[] => readdirSync(folder).map((name) => path.join(folder, name));
  const empty = (): void => {
    for (const file of written()) rmSync(file);
  };

  /** At every moment that anything happened, before, between and after. */
  const moments = ({ lives, breaks, now }: History): readonly number[] => {
    const times = [...lives.flatMap(({ start, end }) => [start, end]), ...breaks, now].filter(Number.isFinite);
    return times.flatMap((time) => [time - 40, time, time + 1, time + 40]).filter((time) => time < now);
  };

  /** No answer that is not so. `mustKnow`: what can be known is. */
  function compare(file: JournalFile, history: History, mustKnow: boolean): void {
    const { lives, breaks, now } = history;
    const records = file.read();
    for (const nr of numbers) {
      const own = lives.filter((life) => life.nr === nr);
      for (const time of moments(history)) {
        const holders = own.filter(({ start, end }) => start <= time && time <= end);
        const answer = recallAt(records, { names: byIdentity, nr }, time, now);
        if (answer.is === "held")
          assert.ok(
            holders.some((life) => isSame(life, answer.held)),
            `${nr} at ${time}`,
          );
        // who lives still is asked before the journal
        else if (answer.is === "nobody")
          assert.deepEqual(
            holders.filter(({ end }) => end <= now),
            [],
            `${nr} at ${time}`,
          );
        if (!mustKnow || time <= (breaks[0] ?? 0)) continue;
        const isQuiet = own.every(({ start, end }) => Math.abs(time - start) > 30 && time !== end);
        const [holder] = holders;
        if (isQuiet && holder && holder.end <= now) assert.equal(answer.is, "held", `${nr} at ${time}`);
        const isLastWatch = time > Math.max(...breaks);
        if (isQuiet && !holder && isLastWatch) assert.equal(answer.is, "nobody", `${nr} at ${time}`);
      }
      const ended = own.filter(({ end }) => end <= now).at(-1);
      const last = recallLast(records, { names: byIdentity, nr });
      if (mustKnow) assert.equal(last?.name, ended?.name);
      else assert.ok(!last || own.some((life) => isSame(life, last)));
    }
  }

  const isSame = (life: Life, held: { name: string; start: number; end: number }): boolean =>
    life.name === held.name && life.start === held.start && life.end === held.end;

  const check = (act: (history: readonly Step[], seed: number) => void, numRuns: number): void => {
    const property = fc.property(steps, fc.nat(), (history, seed) => {
      empty();
      act(history, seed);
    });
    fc.assert(property, { numRuns });
  };

  it("is what happened, and read by another it is the same", () => {
    check((history) => {
      const file = new JournalFile(folder);
      const model = live(file, history);
      compare(file, model, true);
      compare(new JournalFile(folder), model, true);
    }, 50);
  });

  it("stays within its bound, and what is left is true, also for who read before", () => {
    const bound = 1500;
    check((history) => {
      const [file, reader] = [new JournalFile(folder, bound), new JournalFile(folder, bound)];
      for (let round = 0; round < 3; round += 1) {
        const model = live(file, history);
        for (const one of written()) assert.ok(statSync(one).size < bound + 60 * 1000);
        if (round === 0) reader.read();
        else compare(reader, { ...model, breaks: [] }, false);
        if (round < 2) empty();
      }
      assert.ok(reader.read().lives.length <= 2 * (bound / 60 + 60));
    }, 20);
  });

  it("cut or damaged anywhere is read without a lie", () => {
    check((history, seed) => {
      const file = new JournalFile(folder);
      const model = live(file, history);
      const young = path.join(folder, "journal.ndjson");
      const bytes = readFileSync(young);
      const at = seed % bytes.length;
      const harms = [
        bytes.subarray(0, at),
        bytes.subarray(at),
        Buffer.concat([bytes.subarray(0, at), Buffer.from([48 + (seed % 10)]), bytes.subarray(at + 1)]),
        Buffer.concat([bytes.subarray(0, at), Buffer.from("\0\n{}\n[]\n"), bytes.subarray(at)]),
        Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 40))]),
      ];
      writeFileSync(young, harms[seed % harms.length] ?? bytes);
      compare(new JournalFile(folder), model, false);
    }, 50);
  });

  it("is empty where there is no file", () => {
    assert.ok(!existsSync(path.join(folder, "journal.ndjson")));
    assert.deepEqual(new JournalFile(folder).read().lives, []);
  });
});
