import assert from "node:assert/strict";
import { Memory } from "../../../../src/engine/runtimes/memory.ts";
import type { KnownRuntime } from "../../../../src/engine/runtimes/known.ts";
import type { Label } from "../../../../src/engine/runtimes/runtime.ts";

/** Far beyond any test, and not at all. */
const ample = 600_000;

interface Asked extends KnownRuntime {
  readonly questions: string[][];
}

function runtimeThat(answers: (ids: readonly string[]) => Promise<ReadonlyMap<string, Label>>): Asked {
  const questions: string[][] = [];
  return {
    name: "docker",
    questions,
    readLabels: (ids) => {
      questions.push([...ids]);
      return answers(ids);
    },
  };
}

const knows = (...names: readonly string[]): ReadonlyMap<string, Label> =>
  new Map(names.map((name) => [name, { name }]));

describe("what a runtime said", () => {
  it("is asked once, and again when a new container turns up", async () => {
    const runtime = runtimeThat((ids) => Promise.resolve(knows(...ids)));
    const memory = new Memory(runtime, ample, () => 1);
    assert.equal((await memory.labelsOf(["a"])).get("a")?.name, "a");
    await memory.labelsOf(["a"]);
    await memory.labelsOf(["a", "b"]);
    assert.deepEqual(runtime.questions, [["a"], ["b"]]);
  });

  it("what it did not know is left alone for a while", async () => {
    let now = 1;
    const runtime = runtimeThat(() => Promise.resolve(knows()));
    const memory = new Memory(runtime, ample, () => now);
    await memory.labelsOf(["a"]);
    await memory.labelsOf(["a"]);
    assert.equal(runtime.questions.length, 1);
    now += 3_600_000;
    await memory.labelsOf(["a"]);
    assert.equal(runtime.questions.length, 2);
  });

  it("a name that came along with another is known", async () => {
    const runtime = runtimeThat(() => Promise.resolve(knows("a", "b")));
    const memory = new Memory(runtime, ample, () => 1);
    await memory.labelsOf(["a"]);
    assert.equal((await memory.labelsOf(["b"])).get("b")?.name, "b");
    assert.equal(runtime.questions.length, 1);
  });

  it("questions at the same time are one question", async () => {
    const runtime = runtimeThat((ids) => Promise.resolve(knows(...ids)));
    const memory = new Memory(runtime, ample, () => 1);
    const both = await Promise.all([memory.labelsOf(["a"]), memory.labelsOf(["a"]), memory.labelsOf(["b"])]);
    assert.deepEqual(
      both.map((labels) => [...labels.keys()]),
      [["a"], ["a"], ["b"]],
    );
    assert.deepEqual(runtime.questions, [["a"], ["b"]]);
  });

  it("a runtime that hangs costs its names, once; a late answer is kept", async () => {
    let answer: (labels: ReadonlyMap<string, Label>) => void = () => undefined;
    const runtime = runtimeThat(() => new Promise((resolve) => (answer = resolve)));
    const memory = new Memory(runtime, 1, () => 1);
    assert.equal((await memory.labelsOf(["a"])).size, 0);
    assert.equal((await memory.labelsOf(["a"])).size, 0);
    assert.equal(runtime.questions.length, 1);
    answer(knows("a"));
    await new Promise(setImmediate);
    assert.equal((await memory.labelsOf(["a"])).get("a")?.name, "a");
  });

  it("a runtime that fails costs its names, and an old name is kept", async () => {
    let now = 1;
    let fails = false;
    const runtime = runtimeThat((ids) => (fails ? Promise.reject(new Error("no")) : Promise.resolve(knows(...ids))));
    const memory = new Memory(runtime, ample, () => now);
    await memory.labelsOf(["a"]);
    fails = true;
    now += 3_600_000;
    assert.equal((await memory.labelsOf(["a"])).get("a")?.name, "a");
    assert.equal((await memory.labelsOf(["b"])).size, 0);
  });
});
