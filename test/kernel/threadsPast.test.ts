/** Real threads that have ended: the journal says who had their numbers, in every space. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { observe, type Observed } from "../support/observed.ts";
import { namespaceOf, numbersOf, threadsOf } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import type { Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";

/** Each SIGUSR2 begins a thread or ends it. */
const script = `
  const { Worker } = require("node:worker_threads");
  let worker;
  process.on("SIGUSR2", () => {
    if (worker) worker = void worker.terminate();
    else worker = new Worker("setInterval(() => {}, 1 << 30)", { eval: true });
  });
  setInterval(() => {}, 1 << 30);
`;

describe("threads of the past", function () {
  this.timeout(300_000);
  let specimen: Specimen | undefined;
  let observed: Observed | undefined;

  before(async function () {
    skipIf(this, whyNot());
    const listener = await openLinux().listen(() => undefined);
    if (listener === "unavailable") {
      skipIf(this, "nobody tells of threads here");
      return;
    }
    listener.close();
    specimen = await unshareSpecimen({ depth: 2, command: [process.execPath, "-e", script] });
    observed = observe();
  });
  after(async () => {
    observed?.close();
    await specimen?.end();
  });

  it("are named by whoever asks for the moment", async () => {
    assert.ok(specimen && observed);
    const { engine } = observed;
    const nr = specimen.numbers.at(-1) ?? 0;
    const link = namespaceOf(nr);
    await until("it hears signals", () =>
      /^SigCgt:\s*[0-9a-f]*[89a-f]..$/m.test(readFileSync(`/proc/${nr}/status`, "utf8")),
    );
    await engine.watch(true);
    const before = new Set(threadsOf(nr));
    process.kill(nr, "SIGUSR2");
    const thread = await until("the thread is there", () => threadsOf(nr).find((one) => !before.has(one)));
    const inside = numbersOf(thread).at(-1) ?? 0;
    const seen = Date.now();
    const then = await until("it has lived a while", () => Date.now() > seen + 200 && new Date().toISOString());
    assert.ok(threadsOf(nr).includes(thread));
    process.kill(nr, "SIGUSR2");
    await until("the thread has ended", () => !threadsOf(nr).includes(thread));
    for (const words of [`host:${thread}`, `${link}:${inside}`]) {
      const answer = await until(`${words} is remembered`, async () => {
        const past = await engine.past(words, then);
        return past.is === "ended" && past;
      });
      assert.match(answer.life.name, /\S/);
      assert.ok(answer.held.tuples.some(({ space, nr: number }) => space.pidns === link && number === inside));
    }
  });
});
