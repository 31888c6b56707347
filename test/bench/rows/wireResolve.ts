/** One lookup over the wire, against asking Docker about one container. */
import { readlinkSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { docker } from "../../support/docker.ts";
import type * as Dockerd from "../../support/dockerd.mjs";
import { ensureImage, busyboxContents } from "../../support/images.mjs";
import { startEngine, type EngineClient } from "../engineClient.ts";
import { inTurn, medianTook, pairText, printedTook, took, type Took } from "../measure.ts";
import type { Row, Stage } from "../row.ts";

async function medianOfMany(act: () => Promise<unknown>): Promise<Took> {
  const times: Took[] = [];
  for (let i = 0; i < 200; i++) times.push(await took(act));
  return medianTook(times);
}

async function resolveOnce(engine: EngineClient, tuple: string): Promise<void> {
  const { is } = await engine.resolve(tuple, "host");
  if (is !== "found") throw new Error(`${tuple}: ${is}`);
}

async function compare({ built, environment, forest, program }: Stage, container: string): ReturnType<Row["run"]> {
  const engine = await startEngine(built.engine, environment);
  const tuple = `${readlinkSync(`/proc/${forest.firsts[0] ?? 0}/ns/pid`)}:5`;
  const pair = await inTurn(
    5,
    () => medianOfMany(() => resolveOnce(engine, tuple)),
    () => printedTook([program("timed"), "docker", "top", container], process.env),
  );
  const nothing = await medianOfMany(() => engine.nothing());
  await engine.end();
  // both wait for another process: what this one computes is not the measure
  const value = pair.ours.clock / pair.theirs.clock;
  const floor = `${nothing.clock.toPrecision(2)} ms, a request that asks nothing, there and back`;
  return { value, by: "clock", detail: pairText(pair, "ms"), floor };
}

/** It waits at its top level, which a bundle cannot. */
async function loadDockerd(): Promise<typeof Dockerd> {
  const file = path.join(__dirname, "../../test/support/dockerd.mjs");
  return (await import(pathToFileURL(file).href)) as typeof Dockerd;
}

export const wireResolve: Row = {
  name: "one resolve from a client over the wire, median",
  against: "`docker top` of one container",
  atMost: 0.02,
  unit: "",
  run: async (stage) => {
    const { startDockerd, whyNoDockerd } = await loadDockerd();
    const why = whyNoDockerd();
    if (why !== undefined) return { skipped: why };
    const daemon = await startDockerd();
    process.env["DOCKER_HOST"] = daemon.host;
    try {
      const image = ensureImage("busybox", busyboxContents);
      const container = await docker("run", "--detach", "--network=none", image, "sleep", "1000000");
      return await compare(stage, container);
    } finally {
      await daemon.stop();
    }
  },
};
