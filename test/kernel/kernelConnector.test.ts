/** The process connector on the real kernel: what happens is told, in order, and where it cannot be it says so. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { KernelEvent, Listener } from "../../src/engine/kernel/kernel.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { at, paths } from "./kernelPaths.ts";

/** Runs in a thread what out/connector.js is, and prints its first word. */
const firstWord = `
  const { Worker } = require("node:worker_threads");
  const stop = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(process.argv[1], { workerData: { stop, mark: 4711 } });
  worker.once("message", (word) => { console.log(word); stop[0] = 1; });
`;

describe("the process connector", () => {
  const told: KernelEvent[] = [];
  let listener: Listener | "unavailable" = "unavailable";

  before(async function () {
    listener = (await paths[0]?.open().listen((events) => told.push(...events))) ?? "unavailable";
    const without = "no process connector here (koffi, the initial PID namespace and Linux 6.6+ or root)";
    skipIf(this, listener === "unavailable" ? without : undefined);
  });
  after(() => {
    if (listener !== "unavailable") listener.close();
  });

  async function endingOf(...words: readonly string[]): Promise<readonly KernelEvent[]> {
    const child = spawn(words[0] ?? "", words.slice(1), { stdio: "ignore" });
    const nr = child.pid ?? 0;
    await once(child, "exit");
    const ofChild = (): readonly KernelEvent[] => told.filter((event) => event.is !== "lost" && event.pid.nr === nr);
    await until(`the end of ${nr} is told`, () => ofChild().some(({ is }) => is === "exit"));
    return ofChild();
  }

  it("tells fork, exec, a new name and the exit code, in this order", async () => {
    const events = await endingOf("sh", "-c", "printf renamed > /proc/$$/comm; exit 3");
    const [fork, ...rest] = events;
    assert.equal(fork?.is, "fork");
    assert.deepEqual(fork.parent, at(process.pid));
    const kinds = rest.map(({ is }) => is);
    assert.ok(kinds.indexOf("exec") < kinds.indexOf("renamed"));
    assert.ok(rest.some((event) => event.is === "renamed" && event.name === "renamed"));
    const exit = rest.at(-1);
    assert.ok(exit?.is === "exit");
    assert.deepEqual(exit.ending, { code: 3 });
    assert.deepEqual(exit.process, exit.pid);
  });

  it("tells the signal that killed", async () => {
    const exit = (await endingOf("sh", "-c", "kill -9 $$")).at(-1);
    assert.ok(exit?.is === "exit");
    assert.deepEqual(exit.ending, { signal: 9 });
  });

  it("is unavailable in a namespace of our own, instead of silent", function () {
    skipIf(this, whyNoNamespaces());
    const program = path.join(__dirname, "..", "connector.js");
    const own = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
    const words = [...own, "--pid", "--fork", "--mount-proc", process.execPath, "-e", firstWord, program];
    const { stdout } = spawnSync("unshare", words, { encoding: "utf8" });
    assert.equal(stdout.trim(), "unavailable");
  });

  it("is unavailable by files alone", async () => {
    assert.equal(await paths[1]?.open().listen(() => undefined), "unavailable");
  });
});
