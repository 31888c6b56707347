/**
 * A container's log while its worker is started anew three times, always under number 17: each line's number leads to
 * the life that wrote it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { WireHolder, WireLine, WireReading } from "../../src/protocol/wireText.ts";
import { docker, whyNoDocker } from "../support/docker.ts";
import { endings, restartingContainer, type Restarts } from "../support/restarts.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { until } from "../support/waits.ts";
import { startEngine, temporaryState, type EngineProcess } from "./engineProcess.ts";

describe("numbers in a container's log", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  let restarts: Restarts | undefined;
  let engine: EngineProcess;
  let log = "";
  let id = "";

  before(async function () {
    skipIf(this, whyNot("docker") ?? whyNoDocker());
    engine = startEngine(state.env);
    await engine.asks.watch({ on: true });
    restarts = await restartingContainer();
    const container = restarts.specimen;
    specimens.push(container);
    id = await docker("inspect", "--format", "{{.Id}}", container.name);
    log = await docker("inspect", "--format", "{{.LogPath}}", container.name);
    for (const at of endings.keys()) {
      await untilSaid(`is life ${(at + 1).toString()}`);
      restarts.endLife(at + 1);
    }
    await untilSaid("is life 4");
  });

  after(async () => {
    if (specimens.length > 0) await engine.end();
    await endSpecimens(specimens);
    state.remove();
    restarts?.remove();
  });

  const untilSaid = (words: string): Promise<unknown> =>
    until(`the log says ${words}`, () => readFileSync(log, "utf8").includes(words));

  const lines = (): readonly WireLine[] =>
    readFileSync(log, "utf8")
      .trimEnd()
      .split("\n")
      .map((text, line) => ({ line, text }));

  const read = (uri: string, given: readonly WireLine[]): Promise<WireReading> =>
    engine.asks.text({ uri, edges: [], lines: given, who: true });

  const say = (holder: WireHolder | undefined): string => {
    if (holder?.is === "living") return `lives as ${holder.tuple.split(":").at(-1) ?? ""}`;
    if (holder?.is !== "ended") return holder?.is ?? "nobody";
    return `${holder.life.tuple.split(":").at(-1) ?? ""} ended ${JSON.stringify(holder.life.how)}`;
  };

  it("are the container's because of where the log lies, and each is the life that wrote its line", async () => {
    const { speaker, numbers } = await until("every death is known", async () => {
      const reading = await read(`file://${log}`, lines());
      return reading.numbers.every(({ holder }) => holder?.is === "ended" || holder?.is === "living") && reading;
    });
    assert.ok(speaker.is === "known" && speaker.by === "place");
    assert.equal(speaker.space.container, id);
    assert.deepEqual(
      numbers.map(({ holder }) => say(holder)),
      ['17 ended {"signal":11}', '17 ended {"code":139}', '17 ended {"code":0}', "lives as 17"],
    );
    const starts = numbers.map(({ holder }) => (holder?.is === "ended" ? holder.life.start : ""));
    assert.equal(new Set(starts).size, 4);
    assert.deepEqual(starts.slice(0, 3), starts.slice(0, 3).toSorted());
  });

  it("say who took the number since", async () => {
    const { numbers } = await read(`file://${log}`, lines());
    const [first, second, third] = numbers.map(({ holder }) => (holder?.is === "ended" ? holder : undefined));
    assert.equal(first?.since?.start, second?.life.start);
    assert.equal(first?.since?.end, second?.life.end);
    assert.ok(third?.since && third.since.end === undefined, "the fourth lives");
  });

  it("of a line without a time are those who have them now", async () => {
    const { numbers } = await engine.asks.text({
      uri: "untitled:1",
      told: `docker://${id}`,
      edges: [],
      lines: [{ line: 0, text: "pid 17 is stuck" }],
      who: true,
    });
    assert.deepEqual(
      numbers.map(({ holder }) => say(holder)),
      ["lives as 17"],
    );
  });

  it("still lead to each life when the container is gone", async () => {
    const before = lines();
    await endSpecimens(specimens);
    specimens.length = 0;
    const { numbers } = await until("every death is known", async () => {
      const reading = await read(`file://${log}`, before);
      return reading.numbers.every(({ holder }) => holder?.is === "ended") && reading;
    });
    assert.deepEqual(
      numbers.slice(0, 3).map(({ holder }) => say(holder)),
      ['17 ended {"signal":11}', '17 ended {"code":139}', '17 ended {"code":0}'],
    );
    await engine.end();
  });
});
