/**
 * The kernel's own ioctl as oracle, over random forests of namespaces: for every space, every number and every pair of
 * spaces the engine says the same, or refuses; never anything else. Another seed: PSPACE_SEED.
 */
import assert from "node:assert/strict";
import type { Engine } from "../../src/engine/engine.ts";
import type { Door } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { namespaceSpace, pidIn, type Pid, type SpaceId } from "../../src/model/pid.ts";
import type { Unresolved } from "../../src/model/resolution.ts";
import type { Resolved } from "../../src/engine/answers.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { forestUser, growForest, randomFrom, type Forest } from "../support/forest.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { asUser, at, paths, there } from "./kernelPaths.ts";

const seed = Number(process.env["PSPACE_SEED"] ?? Math.floor(Math.random() * 1e9));

/** Every answer of the kernel's, asked as root. */
class Oracle {
  readonly doors = new Map<string, Door>();

  constructor(readonly forest: Forest) {
    const kernel = openLinux();
    for (const [link, first] of forest.namespaces) this.doors.set(link, there(kernel.openDoor(at(first)) as Door));
  }

  /** In our own numbers. */
  holder(link: string, nr: number): number | "absent" {
    const pid = this.doors.get(link)?.toHost(nr) ?? "absent";
    return pid === "absent" ? pid : pid.nr;
  }

  numberIn(link: string, nr: number): number | "absent" {
    return link === "host" ? nr : (this.doors.get(link)?.fromHost(at(nr)) ?? "absent");
  }

  close(): void {
    for (const door of this.doors.values()) door.close();
  }
}

interface Tally {
  asked: number;
  refused: number;
}

/** Right, or an honest refusal; anything else fails the test. */
function judge(
  answer: Resolved | Unresolved,
  holder: number | "absent",
  seen: number | "absent",
  words: string,
): "right" | "refused" {
  if (answer.is === "found") {
    assert.equal(answer.task.tuples[0]?.pid.nr, holder, `${words}: the task`);
    assert.equal(answer.pid.nr, seen, `${words}: its number`);
    return "right";
  }
  if (answer.is === "noSuchTask") {
    assert.equal(holder, "absent", `${words}: said that there is none`);
    return "right";
  }
  if (answer.is === "notVisible" && answer.why.startsWith("it is not inside")) {
    assert.notEqual(holder, "absent", words);
    assert.equal(seen, "absent", `${words}: said that it has no number there`);
    return "right";
  }
  assert.ok(answer.is === "notVisible" || answer.is === "ambiguousTask", `${words}: ${answer.is}`);
  return "refused";
}

/** The way without a description says the same or nothing, also when it is asked again. */
function judgeLocated(
  engine: Engine,
  pid: Pid | undefined,
  about: {
    readonly to: SpaceId;
    readonly holder: number | "absent";
    readonly seen: number | "absent";
    readonly asked: string;
  },
): void {
  for (let time = 0; pid && time < 2; time += 1) {
    const located = engine.locate(pid, about.to);
    if (!located) continue;
    assert.equal(located.task.nr, about.holder, `${about.asked}: the task located`);
    assert.equal(located.pid.nr, about.seen, `${about.asked}: its number located`);
  }
}

/** How the engine calls each namespace; absent where this user cannot tell that there is one. */
async function wordsFor(engine: Engine, forest: Forest): Promise<ReadonlyMap<string, string>> {
  const { spaces } = await engine.spaces();
  const known = new Set(spaces.map(({ id }) => id));
  const words = new Map<string, string>([["host", "host"]]);
  for (const [link, first] of forest.namespaces) {
    const candidates = [namespaceSpace(link), `init://${first}` as SpaceId];
    const id = candidates.find((one) => one !== undefined && known.has(one));
    if (id !== undefined) words.set(link, id);
  }
  return words;
}

async function compare(engine: Engine, oracle: Oracle, tally: Tally): Promise<void> {
  const words = await wordsFor(engine, oracle.forest);
  for (const [link, space] of words) {
    if (link === "host") continue;
    const held = oracle.forest.tasks.map((nr) => oracle.numberIn(link, nr)).filter((nr) => nr !== "absent");
    const range = Array.from({ length: 6 }, (_, more) => Math.max(0, ...held) + 1 + more);
    for (const nr of new Set([...held, 1, ...range.slice(0, 2)])) {
      const holder = oracle.holder(link, nr);
      const seers = holder === "absent" ? ([["host", "host"]] as const) : [...words];
      for (const [other, from] of seers) {
        const seen = holder === "absent" ? holder : oracle.numberIn(other, holder);
        const asked = `${space}:${nr} from ${from}`;
        const answer = await engine.resolve(`${space}:${nr}`, { seenFrom: from });
        tally.asked += 1;
        judgeLocated(engine, pidIn(space as SpaceId, nr), { to: from as SpaceId, holder, seen, asked });
        if (judge(answer, holder, seen, asked) === "right") continue;
        tally.refused += 1;
        if (from === "host") break; // which task it is cannot be told: nor from elsewhere
      }
    }
  }
  for (const nr of oracle.forest.tasks) await fromHost(engine, { oracle, words, nr, tally });
}

async function fromHost(
  engine: Engine,
  { oracle, words, nr, tally }: { oracle: Oracle; words: ReadonlyMap<string, string>; nr: number; tally: Tally },
): Promise<void> {
  for (const [link, space] of words) {
    const answer = await engine.resolve(`host:${nr}`, { seenFrom: space });
    tally.asked += 1;
    if (judge(answer, nr, oracle.numberIn(link, nr), `host:${nr} from ${space}`) === "refused") tally.refused += 1;
  }
}

/** With another user's rights until it settles. */
async function asUserUntil(uid: number, act: () => Promise<void>): Promise<void> {
  let settled: Promise<void> = Promise.resolve();
  const groups = process.getgroups?.() ?? [];
  asUser(uid, () => undefined); // fails here where users cannot be changed
  process.setgroups?.([]);
  process.setegid?.(uid);
  process.seteuid?.(uid);
  try {
    settled = act();
    await settled;
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}

describe(`the kernel as oracle, seed ${seed}`, function () {
  this.timeout(600_000);
  let oracle: Oracle | undefined;

  before(async function () {
    skipIf(this, whyNot());
    oracle = new Oracle(await growForest(randomFrom(seed)));
    skipIf(this, openLinux().translates ? undefined : "needs Linux 6.11+ and koffi");
  });
  after(async () => {
    oracle?.close();
    await oracle?.forest.end();
  });

  for (const { path, open } of paths) {
    for (const [who, uid] of [
      ["as root", 0],
      ["as an ordinary user", forestUser],
    ] as const) {
      it(`never says anything else, ${path}, ${who}`, async () => {
        const tally: Tally = { asked: 0, refused: 0 };
        const truth = oracle;
        assert.ok(truth);
        const run = async (): Promise<void> => {
          const engine = bareEngine(open());
          try {
            await compare(engine, truth, tally);
          } finally {
            engine.stop();
          }
        };
        await (uid === 0 ? run() : asUserUntil(uid, run));
        const share = ((100 * tally.refused) / tally.asked).toFixed(1);
        console.log(`      ${tally.asked} answers compared, ${share} % refused`);
        if (uid === 0) assert.equal(tally.refused, 0, "root is refused nothing");
      });
    }
  }
});
