/** The pointer on a number of a log: whose it is, who holds it and all its names, over the wire. */
import { readlinkSync } from "node:fs";
import { startEngine, type EngineClient } from "../engineClient.ts";
import { median, took } from "../measure.ts";
import type { Row } from "../row.ts";

const hovers = 200;

/** Milliseconds on the clock of each. */
async function timesOf(act: (nr: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < hovers; i++) times.push((await took(() => act(2 + (i % 10)))).clock);
  return times;
}

async function hover(engine: EngineClient, space: string, nr: number): Promise<void> {
  const text = `${new Date().toISOString()} 1:M 26 Nov 2026 01:53:27.007 * pid ${nr.toString()} is stuck`;
  const lines = [{ line: 7, text }];
  const { numbers } = await engine.text({ uri: "untitled:1", told: space, edges: [text], lines, who: true });
  if (!numbers.every(({ holder }) => holder?.is === "living")) throw new Error(JSON.stringify(numbers));
}

export const wireHover: Row = {
  name: "hover of a live number of a log from a client over the wire, median",
  against: "—",
  atMost: 2,
  unit: "ms",
  run: async ({ built, environment, forest }) => {
    const engine = await startEngine(built.engine, environment);
    const space = readlinkSync(`/proc/${forest.firsts[0] ?? 0}/ns/pid`);
    await hover(engine, space, 2); // the first one makes the map
    const times = await timesOf((nr) => hover(engine, space, nr));
    const nothing = await timesOf(async () => {
      await engine.nothing();
    });
    await engine.end();
    const most = times.toSorted((a, b) => a - b)[Math.floor(hovers * 0.95)] ?? 0;
    const detail = `${hovers} hovers, 95 % within ${most.toPrecision(3)} ms`;
    const floor = `${median(nothing).toPrecision(2)} ms, a request that asks nothing, there and back`;
    return { value: median(times), by: "clock", detail, floor };
  },
};
