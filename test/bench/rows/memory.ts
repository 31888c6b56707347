/** Memory that a task costs: an engine that knows ten thousand of them, against the same before they were there. */
import { printedNumber } from "../measure.ts";
import type { Row, Stage } from "../row.ts";

const heap = ({ built, environment }: Omit<Stage, "forest">): number =>
  printedNumber([process.execPath, "--expose-gc", built.bench, "--child", "memory"], environment);

export const memory: Row = {
  name: "memory per task over an empty engine",
  against: "—",
  atMost: 600,
  unit: "bytes",
  quiet: (stage) => Promise.resolve(heap(stage)),
  run: (stage, quiet) => {
    const full = heap(stage);
    const detail = `${(quiet / 1e6).toFixed(1)} MB → ${(full / 1e6).toFixed(1)} MB`;
    return Promise.resolve({ value: (full - quiet) / stage.forest.tasks, detail });
  },
};
