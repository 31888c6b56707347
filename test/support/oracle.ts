/** The kernel's own ioctl as oracle over a forest of namespaces, and what it makes of an engine's answers. */
import assert from "node:assert/strict";
import type { Resolved } from "../../src/engine/answers.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { Door } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { containerSpace, host, namespaceSpace, pidIn, type SpaceId } from "../../src/model/pid.ts";
import type { Unresolved } from "../../src/model/resolution.ts";
import { at, there } from "../kernel/kernelPaths.ts";
import type { Forest } from "./forest.ts";

/** Every answer of the kernel's, asked as root. Numberings are `pid:[INODE]`, or "host": ours. */
export class Oracle {
  readonly #doors = new Map<string, Door>();

  constructor(readonly forest: Forest) {
    const kernel = openLinux();
    for (const [link, first] of forest.namespaces) this.#doors.set(link, there(kernel.openDoor(at(first)) as Door));
  }

  /** In our own numbers. */
  holder(numbering: string, nr: number): number | "absent" {
    if (numbering === "host") return this.forest.tasks.has(nr) ? nr : "absent";
    const pid = this.#doors.get(numbering)?.toHost(nr) ?? "absent";
    return pid === "absent" ? pid : pid.nr;
  }

  numberIn(numbering: string, nr: number): number | "absent" {
    return numbering === "host" ? nr : (this.#doors.get(numbering)?.fromHost(at(nr)) ?? "absent");
  }

  /** Every number that a task of the forest has, all below it, and some that nobody has; of our own only one of those. */
  numbers(numbering: string): readonly number[] {
    const held = [...this.forest.tasks.keys()]
      .map((nr) => this.numberIn(numbering, nr))
      .filter((nr) => nr !== "absent");
    if (numbering === "host") return [...held, nobody];
    return Array.from({ length: Math.max(0, ...held) + 3 }, (_, before) => before + 1);
  }

  close(): void {
    for (const door of this.#doors.values()) door.close();
  }
}

/** Above every limit that `kernel.pid_max` can have. */
const nobody = 4_194_305;

/** A space of the forest as the engine calls it. */
export interface Named {
  readonly space: SpaceId;
  readonly numbering: string;
}

/** Every space of the forest that this user's engine tells of; `host` first. */
export async function namedBy(engine: Engine, { namespaces, containers }: Forest): Promise<readonly Named[]> {
  const { spaces } = await engine.spaces();
  const known = new Set(spaces.map(({ id }) => id));
  const named: Named[] = [{ space: host, numbering: "host" }];
  for (const [link, first] of namespaces) {
    // Both, where its first task is not ours to read and another task is: without the link they cannot be told to be one.
    const words = [namespaceSpace(link), containerSpace("init", first.toString())];
    for (const space of words) if (space !== undefined && known.has(space)) named.push({ space, numbering: link });
  }
  for (const [id, numbering] of containers) {
    const space = spaces.find(({ container }) => container?.id === id)?.id;
    if (space !== undefined && !named.some((one) => one.space === space)) named.push({ space, numbering });
  }
  return named;
}

/** One question put to the engine, and what the kernel answers. */
export interface Question {
  readonly words: string;
  /** In our numbers. */
  readonly holder: number | "absent";
  /** The holder's number in the space that it is seen from. */
  readonly seen: number | "absent";
}

/** Right, or an honest refusal; anything else fails the test. */
export function judge(
  answer: Resolved | Unresolved,
  { words, holder, seen }: Question,
): "found" | "nobody" | "refused" {
  if (answer.is === "found") {
    assert.equal(answer.task.tuples[0]?.pid.nr, holder, `${words}: the task`);
    assert.equal(answer.pid.nr, seen, `${words}: its number`);
    return "found";
  }
  if (answer.is === "noSuchTask") {
    assert.equal(holder, "absent", `${words}: said that there is none`);
    return "nobody";
  }
  if (answer.is === "notVisible" && answer.why.startsWith("it is not inside")) {
    assert.notEqual(holder, "absent", words);
    assert.equal(seen, "absent", `${words}: said that it has no number there`);
    return "nobody";
  }
  assert.ok(answer.is === "notVisible" || answer.is === "ambiguousTask", `${words}: ${answer.is}`);
  return "refused";
}

/** Every name that a task is said to have is one that it has; a thread's process is said. `isAll`: and no name is missing. */
export function judgeNames({ task }: Resolved, named: readonly Named[], oracle: Oracle, isAll: boolean): void {
  const nr = task.tuples[0]?.pid.nr ?? 0;
  const process = oracle.forest.tasks.get(nr);
  assert.equal(task.process?.nr, process === nr ? undefined : process, `the process of ${nr}`);
  const said = new Map(task.tuples.map(({ pid }) => [pid.space, pid.nr] as const));
  for (const space of said.keys())
    assert.ok(
      named.some((one) => one.space === space),
      `${nr} is not in ${space}`,
    );
  for (const { space, numbering } of named) {
    const isMissing = !said.has(space) && (!isAll || space !== numbering);
    if (!isMissing) assert.equal(said.get(space) ?? "absent", oracle.numberIn(numbering, nr), `${nr} in ${space}`);
  }
}

/** The way without a description says the same or nothing, also when it is asked again. */
export function judgeLocated(engine: Engine, from: Named, nr: number, to: Named, question: Question): void {
  const pid = pidIn(from.space, nr);
  for (let time = 0; pid && time < 2; time += 1) {
    const located = engine.locate(pid, to.space);
    if (!located) continue;
    assert.equal(located.task.nr, question.holder, `${question.words}: the task located`);
    assert.equal(located.pid.nr, question.seen, `${question.words}: its number located`);
  }
}

/** Whoever is listed has that number there. `isAll`: and every process of the forest that has one is listed. */
export async function judgeListing(
  engine: Engine,
  { space, numbering }: Named,
  oracle: Oracle,
  isAll: boolean,
): Promise<void> {
  const listing = await engine.tasks(space);
  assert.ok(listing.is === "found", `${space} cannot be listed: ${listing.is}`);
  const listed = new Map(listing.tasks.map(({ task, pid }) => [task.tuples[0]?.pid.nr ?? 0, pid.nr] as const));
  for (const [nr, process] of oracle.forest.tasks) {
    if (process !== nr) continue;
    const said = listed.get(nr);
    if (isAll || said !== undefined)
      assert.equal(said ?? "absent", oracle.numberIn(numbering, nr), `${nr} in ${space}`);
    listed.delete(nr);
  }
  if (numbering !== "host") assert.deepEqual([...listed.keys()], [], `${space} lists who is not in it`);
}
