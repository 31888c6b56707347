/** Looks at real tasks: the two paths must say the same, and what they say must be so. */
import assert from "node:assert/strict";
import type { Glance } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { cgroupOf, commandOf, namespaceOf, numbersOf, parentOf, threadsOf } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { olderKernel } from "../support/olderKernel.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { threadedCommand, unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { asUser, at, paths, there } from "./kernelPaths.ts";

const nobody = 65534;
const ourselves = process.getuid?.();
/** Whose the second specimen is. */
const user = ourselves === 0 ? 1234 : (ourselves ?? 0);

/** All but what changes from one moment to the next. */
const steady = (glance: Glance): Glance => ({ ...glance, state: "" });

describe("a look at tasks", () => {
  const specimens: Specimen[] = [];
  let nested: readonly number[] = [];
  let threaded = 0;

  before(async function () {
    skipIf(this, whyNoNamespaces());
    const deep = await unshareSpecimen({ depth: 3 });
    specimens.push(deep);
    const busy = await unshareSpecimen({ command: threadedCommand, ...(ourselves === 0 ? { user } : {}) });
    specimens.push(busy);
    nested = deep.numbers;
    threaded = busy.numbers[0];
    await until("Node has started its threads", () => threadsOf(threaded).length >= 5);
  });
  after(() => endSpecimens(specimens));

  it("finds everybody where pidfds are missing or refused", function () {
    const native = olderKernel("5.2");
    skipIf(this, native ? undefined : "koffi does not load here");
    const seen = openLinux({ ...(native ? { native } : {}) }).survey();
    for (const nr of [...nested, threaded]) assert.ok(seen.some(({ pid }) => pid.nr === nr));
  });

  for (const { path, open } of paths) {
    describe(path, () => {
      it("says what /proc says", () => {
        const kernel = open();
        for (const nr of [...nested, threaded, process.pid]) {
          const seen = there(kernel.glance(at(nr)));
          assert.equal(seen.namespace, namespaceOf(nr));
          assert.equal(seen.cgroup, cgroupOf(nr));
          assert.deepEqual(seen.parent, at(parentOf(nr)));
          assert.deepEqual(there(kernel.readNumbers(at(nr))), numbersOf(nr));
          assert.deepEqual(kernel.readCommand(at(nr)), commandOf(nr));
        }
        assert.equal(there(kernel.glance(at(threaded))).uid, user);
      });

      it("of everything finds each, with the identity that a single look finds", () => {
        const kernel = open();
        const survey = new Map(kernel.survey().map((seen) => [seen.pid.nr, seen]));
        for (const nr of [...nested, threaded]) {
          const seen = survey.get(nr);
          assert.ok(seen);
          assert.deepEqual(steady(seen), steady(there(kernel.glance(at(nr)))));
          assert.equal(kernel.identify(at(nr)), seen.id);
          const hold = there(kernel.hold(at(nr)));
          assert.equal(hold.id, seen.id);
          hold.release();
        }
      });

      it("takes threads, and knows their process", () => {
        const kernel = open();
        const threads = threadsOf(threaded);
        const listed = kernel.listThreads(at(threaded)).map(({ nr }) => nr);
        assert.ok(threads.every((nr) => listed.includes(nr)));
        const identities = threads.map((nr) => kernel.identify(at(nr)));
        assert.equal(new Set(identities).size, threads.length);
        threads.forEach((nr, index) => {
          const seen = there(kernel.glance(at(nr)));
          assert.equal(seen.id, identities[index]);
          assert.equal(seen.namespace, namespaceOf(threaded));
          assert.deepEqual(kernel.readProcess(at(nr)), at(threaded));
        });
      });

      it("without privilege keeps numbers and identity, and leaves the namespace out", function () {
        skipIf(this, whyNot());
        const innermost = nested.at(-1) ?? 0;
        const asRoot = there(open().glance(at(innermost)));
        const seen = asUser(nobody, () => there(open().glance(at(innermost))));
        const { namespace, ...rest } = asRoot;
        assert.ok(namespace);
        assert.deepEqual(steady(seen), steady({ ...rest, numbers: numbersOf(innermost) }));
        assert.equal(
          asUser(nobody, () => open().readNamespace(at(innermost))),
          "denied",
        );
      });

      it("through another space's procfs gives that space's numbers", () => {
        const innermost = nested.at(-1) ?? 0;
        const kernel = open(`/proc/${innermost}/root/proc`);
        const seen: readonly Glance[] = kernel.survey();
        assert.deepEqual(
          seen.map(({ pid }) => pid.nr),
          [1],
        );
        assert.equal(seen[0]?.parent, undefined);
        assert.equal(kernel.host().self, undefined);
        assert.equal(kernel.host().rootNamespace, namespaceOf(innermost));
        assert.equal(kernel.translates, false);
        assert.equal(kernel.openDoor(at(1)), "unknown");
      });

      it("of nobody is absent", () => {
        const kernel = open();
        const none = at(4_000_000);
        assert.equal(kernel.glance(none), "absent");
        assert.equal(kernel.identify(none), "absent");
        assert.equal(kernel.hold(none), "absent");
        assert.equal(kernel.readNumbers(none), "absent");
        assert.equal(kernel.readProcess(none), "absent");
        assert.deepEqual(kernel.listThreads(none), []);
        assert.deepEqual(kernel.readCommand(none), []);
      });
    });
  }
});
