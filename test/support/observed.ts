/** What tests ask the real engine of, and compare with what they know otherwise. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Engine } from "../../src/engine/engine.ts";
import type { Resolved } from "../../src/engine/answers.ts";
import { openEngine } from "../../src/engine/open.ts";
import type { Space } from "../../src/model/space.ts";

export interface Observed {
  readonly engine: Engine;
  readonly close: () => void;
}

/** An engine with a state of its own. `proc`: of another procfs. */
export function observe(proc?: string): Observed {
  const state = mkdtempSync(path.join(tmpdir(), "pspace-state-"));
  const engine = openEngine({ state, ...(proc === undefined ? {} : { proc }) });
  const close = (): void => {
    engine.stop();
    rmSync(state, { recursive: true, force: true });
  };
  return { engine, close };
}

/** The one space of which `isIt` says so. */
export async function spaceWhere(engine: Engine, what: string, isIt: (space: Space) => boolean): Promise<Space> {
  const { spaces } = await engine.spaces();
  const found = spaces.filter(isIt);
  const [space] = found;
  assert.ok(
    space && found.length === 1,
    `${found.length} spaces are ${what}, of ${spaces.map(({ id }) => id).join(" ")}`,
  );
  return space;
}

/** A lookup that must succeed. */
export async function found(engine: Engine, words: string, seenFrom?: string): Promise<Resolved> {
  const resolution = await engine.resolve(words, seenFrom === undefined ? {} : { seenFrom });
  assert.ok(resolution.is === "found", `${words} seen from ${seenFrom ?? "host"}: ${JSON.stringify(resolution)}`);
  return resolution;
}

/**
 * Both ways: the task with number `outside` in `host` has number `inside` in `reference`, and the other way round;
 * and the engine lists it there under that number.
 */
export async function bothWays(engine: Engine, reference: string, inside: number, outside: number): Promise<void> {
  assert.equal((await found(engine, `host:${outside}`, reference)).pid.nr, inside, `host:${outside} in ${reference}`);
  const back = await found(engine, `${reference}:${inside}`);
  assert.equal(back.pid.nr, outside, `${reference}:${inside} in host`);
  assert.equal(back.task.tuples[0]?.pid.nr, outside);
  const listing = await engine.tasks(reference);
  assert.ok(listing.is === "found");
  const row = listing.tasks.find(({ task }) => task.id === back.task.id);
  assert.equal(row?.pid.nr, inside, `${reference} lists ${back.tuple}`);
}
