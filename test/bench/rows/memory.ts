/** Memory that a task costs: an engine that knows ten thousand of them, against the same before they were there. */
import { execFileSync } from "node:child_process";
import type { Row, Stage } from "../row.ts";

const heap = ({ built, environment }: Omit<Stage, "forest">): number =>
  Number(
    execFileSync(process.execPath, ["--expose-gc", built.bench, "--child", "memory"], {
      env: environment,
      encoding: "utf8",
    }),
  );

export const memory: Row = {
  name: "memory per task over an empty engine",
  against: "—",
  atMost: 600,
  unit: "bytes",
  quiet: (stage) => Promise.resolve(heap(stage)),
  run: (stage, quiet) => {
    const full = heap(stage);
    const detail = `${(quiet / 1e6).toFixed(1)} MB → ${(full / 1e6).toFixed(1)} MB`;
    const floor =
      "some 350 bytes: what was seen of a task (104), its identity (32), its name in host (40), its numbers (64), its place in the map (64 and 46)";
    return Promise.resolve({ value: (full - quiet) / stage.forest.tasks, detail, floor });
  },
};
