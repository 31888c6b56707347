/**
 * The kernel's own ioctl as oracle, over random forests of namespaces: for every space, every number and every pair of
 * spaces the engine says the same, or refuses; never anything else. Another seed: PSPACE_SEED.
 */
import assert from "node:assert/strict";
import type { Engine } from "../../src/engine/engine.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { openRuntimes } from "../../src/engine/runtimes/table.ts";
import { host } from "../../src/model/pid.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { forestUser, growForest, randomFrom } from "../support/forest.ts";
import { whyNoGroups } from "../support/groups.ts";
import { judge, judgeListing, judgeLocated, judgeNames, type Named, namedBy, Oracle } from "../support/oracle.ts";
import { numbersOf } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { asUser, paths } from "./kernelPaths.ts";

const seed = Number(process.env["PSPACE_SEED"] ?? Math.floor(Math.random() * 1e9));

interface Tally {
  asked: number;
  found: number;
  refused: number;
}

/** One engine's answers to everything that can be asked about the forest. */
class Comparison {
  readonly tally: Tally = { asked: 0, found: 0, refused: 0 };

  constructor(
    readonly engine: Engine,
    readonly oracle: Oracle,
    readonly named: readonly Named[],
    /** Whether nothing is kept from us: then nothing may be missing either. */
    readonly isAll: boolean,
    /** Whether the kernel translates numbers for us. */
    readonly translates: boolean,
  ) {}

  async everything(): Promise<void> {
    for (const space of this.named) {
      await judgeListing(this.engine, space, this.oracle, this.isAll);
      for (const nr of this.oracle.numbers(space.numbering)) await this.#fromEverywhere(space, nr);
    }
  }

  /** Which task it is cannot be told from elsewhere either, where it cannot be told from `host`. */
  async #fromEverywhere(space: Named, nr: number): Promise<void> {
    const holder = this.oracle.holder(space.numbering, nr);
    const [host, ...others] = this.named;
    if (host && (await this.#ask(space, nr, host)) !== "refused" && holder !== "absent") {
      for (const other of others) await this.#ask(space, nr, other);
    }
  }

  async #ask(space: Named, nr: number, from: Named): Promise<ReturnType<typeof judge>> {
    const holder = this.oracle.holder(space.numbering, nr);
    const seen = holder === "absent" ? holder : this.oracle.numberIn(from.numbering, holder);
    const question = { words: `${space.space}:${nr} from ${from.space}`, holder, seen };
    judgeLocated(this.engine, space, nr, from, question);
    const answer = await this.engine.resolve(`${space.space}:${nr}`, { seenFrom: from.space });
    if (answer.is === "found") judgeNames(answer, this.named, this.oracle, this.isAll);
    const verdict = judge(answer, question);
    this.tally.asked += 1;
    if (verdict !== "nobody") this.tally[verdict] += 1;
    if (verdict === "refused") assert.ok(!this.#mustKnow(space, from), `${question.words} is refused`);
    return verdict;
  }

  /** Nobody's rights are needed for our own numbers; a namespace that is ours to read the kernel itself translates. */
  #mustKnow({ space }: Named, { numbering }: Named): boolean {
    const isRead = space === host || (this.translates && space.startsWith("pid:["));
    return this.isAll || (isRead && numbering === "host");
  }
}

const users = [
  ["as root", 0],
  ["as an ordinary user", forestUser],
] as const;

/** With another user's rights until it settles. */
async function asUserUntil(uid: number, act: () => Promise<void>): Promise<void> {
  const groups = process.getgroups?.() ?? [];
  asUser(uid, () => undefined); // fails here where users cannot be changed
  process.setgroups?.([]);
  process.setegid?.(uid);
  process.seteuid?.(uid);
  try {
    await act();
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
    skipIf(this, whyNot() ?? (openLinux().translates ? undefined : "needs Linux 6.11+ and koffi"));
    oracle = new Oracle(await growForest(randomFrom(seed)));
  });
  after(async () => {
    oracle?.close();
    await oracle?.forest.end();
  });

  it("is asked about namespaces five deep, and threads in them", () => {
    assert.ok(oracle);
    const { namespaces, tasks } = oracle.forest;
    const depths = [...namespaces.values()].map((nr) => numbersOf(nr).length - numbersOf(process.pid).length);
    assert.equal(Math.max(...depths), 5);
    assert.ok(
      [...tasks].some(
        ([nr, leader]) => nr !== leader && numbersOf(leader).length === numbersOf(process.pid).length + 5,
      ),
    );
  });

  it("is asked about containers with another's numbers, a namespace's and our own", function () {
    skipIf(this, whyNoGroups());
    const numberings = [...(oracle?.forest.containers.values() ?? [])];
    assert.equal(numberings.length, 3);
    assert.equal(new Set(numberings).size, 2, "two share one namespace");
    assert.ok(numberings.includes("host"));
  });

  for (const { path, open, isOlder } of paths) {
    for (const [who, uid] of users) {
      if (isOlder && uid !== 0) continue; // it reasons as by files alone, or as this kernel's path does
      it(`never says anything else, ${path}, ${who}`, async () => {
        const truth = oracle;
        assert.ok(truth);
        const run = async (): Promise<void> => {
          const kernel = open();
          const engine = bareEngine(kernel, openRuntimes().containerOf);
          try {
            const named = await namedBy(engine, truth.forest);
            const comparison = new Comparison(engine, truth, named, uid === 0, kernel.translates);
            await comparison.everything();
            report(comparison, truth);
          } finally {
            engine.stop();
          }
        };
        await (uid === 0 ? run() : asUserUntil(uid, run));
      });
    }
  }
});

/** What was compared, and that it was not nothing: root is refused nothing and knows every space, anybody knows some. */
function report({ tally: { asked, found, refused }, named, isAll }: Comparison, { forest }: Oracle): void {
  // A namespace that belongs to a container is one space with it.
  const owned = forest.containers.size > 0 ? 1 : 0;
  const all = 1 + forest.namespaces.size + forest.containers.size - owned;
  const share = ((100 * refused) / asked).toFixed(1);
  console.log(
    `      ${asked} answers compared, ${found} tasks found, ${share} % refused, ${named.length} names for ${all} spaces`,
  );
  assert.ok(found > 0, "nobody was found");
  assert.ok(named.length > 3, "hardly a space is known");
  if (isAll) assert.deepEqual([refused, named.length], [0, all], "root is refused nothing");
}
