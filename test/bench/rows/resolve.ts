/** One lookup inside the engine, against the two ioctls that translate a number there and back. */
import { execFileSync } from "node:child_process";
import { ratioOf, type Pair } from "../measure.ts";
import type { Row } from "../row.ts";

type Kind = "known" | "fresh" | "described";

/** What each kind asks the kernel, which is what it cannot do without. */
const floors: Readonly<Record<Kind, string>> = {
  known:
    "one system call: an open pidfd says that the task lives, and a task keeps its numbers; below 1 it costs less than translating",
  fresh:
    "ioctls, pidfd_open, fstat, pidfd_send_signal and close by themselves, for the identity and its proof: FLOOR times the pair",
  described: "opening and reading `stat`, `cgroup` and `cmdline`, which are what is shown",
};

function lookup(name: string, kind: Kind, atMost?: number): Row {
  return {
    name,
    against: "a raw ioctl pair from the same FFI",
    ...(atMost === undefined ? {} : { atMost }),
    unit: "",
    run: ({ built, environment, forest }) => {
      const words = [built.bench, "--child", "resolve", forest.firsts.join(",")];
      const text = execFileSync(process.execPath, words, { env: environment, encoding: "utf8" });
      const seen = JSON.parse(text) as Readonly<Record<Kind | "floor", Pair>>;
      const floor = floors[kind].replace("FLOOR", ratioOf(seen.floor, "µs", true).value.toPrecision(3));
      return Promise.resolve({ ...ratioOf(seen[kind], "µs", true), floor });
    },
  };
}

export const resolve: readonly Row[] = [
  lookup("one resolve inside the engine, kernel path, proof included: a task asked about before", "known", 3),
  lookup("the same of a task that was never asked about", "fresh"),
  lookup("the same with all that is shown of a task", "described"),
];
