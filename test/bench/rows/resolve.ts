/** One lookup inside the engine, against the two ioctls that translate a number there and back. */
import { execFileSync } from "node:child_process";
import { pairText, ratioOf, type Pair } from "../measure.ts";
import type { Row } from "../row.ts";

type Kind = "known" | "fresh" | "described";

function lookup(name: string, kind: Kind, atMost?: number): Row {
  return {
    name,
    against: "a raw ioctl pair from the same FFI",
    ...(atMost === undefined ? {} : { atMost }),
    unit: "",
    run: ({ built, environment, forest }) => {
      const words = [built.bench, "--child", "resolve", forest.firsts.join(",")];
      const text = execFileSync(process.execPath, words, { env: environment, encoding: "utf8" });
      const pair = (JSON.parse(text) as Readonly<Record<Kind, Pair>>)[kind];
      return Promise.resolve({ value: ratioOf(pair), detail: pairText(pair, "µs") });
    },
  };
}

export const resolve: readonly Row[] = [
  lookup("one resolve inside the engine, kernel path, proof included", "known", 3),
  lookup("the same of a task that was never asked about", "fresh"),
  lookup("the same with all that is shown of a task", "described"),
];
