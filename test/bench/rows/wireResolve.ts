/** One lookup over the wire, against asking Docker about one container. */
import { readlinkSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { docker } from "../../support/docker.ts";
import type * as Dockerd from "../../support/dockerd.mjs";
import { ensureImage, busyboxContents } from "../../support/images.mjs";
import { startEngine, type EngineClient } from "../engineClient.ts";
import { inTurn, median, pairText, ratioOf, wholeProgram } from "../measure.ts";
import type { Row, Stage } from "../row.ts";

async function medianOfMany(engine: EngineClient, space: string): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < 200; i++) {
    const begun = performance.now();
    const { is } = await engine.resolve(`${space}:5`, "host");
    if (is !== "found") throw new Error(`${space}:5: ${is}`);
    took.push(performance.now() - begun);
  }
  return median(took);
}

async function compare({ built, environment, forest }: Stage, container: string): ReturnType<Row["run"]> {
  const engine = await startEngine(built.engine, environment);
  const space = readlinkSync(`/proc/${forest.firsts[0] ?? 0}/ns/pid`);
  const pair = await inTurn(
    5,
    () => medianOfMany(engine, space),
    () => wholeProgram(["docker", "top", container], process.env),
  );
  await engine.end();
  return { value: ratioOf(pair), detail: pairText(pair, "ms") };
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
