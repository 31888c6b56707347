/** One lookup inside the engine, proof included, against the two ioctls that it cannot do without. */
import { execFileSync } from "node:child_process";
import { pairText, ratioOf, type Pair } from "../measure.ts";
import type { Row } from "../row.ts";

export const resolve: Row = {
  name: "one resolve inside the engine, kernel path, proof included",
  against: "a raw ioctl pair from the same FFI",
  atMost: 3,
  unit: "",
  run: ({ built, environment, forest }) => {
    const [first = 0] = forest.firsts;
    const words = [built.bench, "--child", "resolve", `${first}`];
    const text = execFileSync(process.execPath, words, { env: environment, encoding: "utf8" });
    const pair = JSON.parse(text) as Pair & { readonly proof: number; readonly described: number };
    const more = `with the task's identity ${pair.proof.toPrecision(3)} µs, with all its names ${pair.described.toPrecision(3)} µs`;
    const detail = `${pairText(pair, "µs")}, number to number; ${more}`;
    return Promise.resolve({ value: ratioOf(pair), detail });
  },
};
