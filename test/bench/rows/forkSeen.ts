/** How long after a fork a client is told of the new task. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { startEngine } from "../engineClient.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";

const rounds = 200;

export const forkSeen: Row = {
  name: "fork → told to the client, median",
  against: "—",
  atMost: 5,
  unit: "ms",
  run: async ({ built, environment, program }) => {
    const engine = await startEngine(built.engine, environment);
    const seen = new Map<number, number>();
    let wake = (): void => undefined;
    await engine.watch(({ tasks }) => {
      const now = performance.timeOrigin + performance.now();
      for (const { tuples } of tasks) {
        const nr = tuples[0]?.nr;
        if (nr !== undefined && !seen.has(nr)) seen.set(nr, now);
      }
      wake();
    });
    const forker = spawn(program("forker"), { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface(forker.stdout)[Symbol.asyncIterator]();
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) {
      forker.stdin.write("\n");
      const [nr = 0, before = 0] = ((await lines.next()).value as string).split(" ").map(Number);
      while (!seen.has(nr)) await new Promise<void>((resolve) => (wake = resolve));
      took.push((seen.get(nr) ?? 0) - before / 1000);
    }
    const ended = once(forker, "exit");
    forker.kill("SIGKILL");
    await ended;
    await engine.end();
    const slow = [...took].sort((a, b) => a - b)[Math.floor(rounds * 0.95)] ?? 0;
    return {
      value: median(took),
      by: "clock",
      detail: `${rounds} forks, 95 % within ${slow.toPrecision(3)} ms`,
      floor:
        "some 0.1 ms, until the kernel's event is in a Node process; then a look at the task, and two processes' pipes",
    };
  },
};
