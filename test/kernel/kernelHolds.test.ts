/** Holds of real tasks: they know their task from whoever has its number afterwards, and signal only it. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync, readdirSync } from "node:fs";
import { host, namespaceSpace, pidIn } from "../../src/model/pid.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { whyNot } from "../support/run.ts";
import { commandOf, lives, namespaceOf, threadsOf, untilDescendant } from "../support/processes.ts";
import { skipIf } from "../support/skipping.ts";
import { threadedCommand, unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { asUser, at, paths, there } from "./kernelPaths.ts";

function start(program: string, ...words: readonly string[]): { readonly child: ChildProcess; readonly nr: number } {
  const child = spawn(program, words, { stdio: ["pipe", "ignore", "inherit"] });
  assert.ok(child.pid);
  return { child, nr: child.pid };
}

const descriptors = (): number => readdirSync("/proc/self/fd").length;

describe("a hold", () => {
  for (const { path, open } of paths) {
    describe(path, () => {
      it("says that its task lives, and then that it is gone", async () => {
        const { child, nr } = start("sleep", "infinity");
        const hold = there(open().hold(at(nr)));
        assert.equal(hold.alive(), true);
        child.kill("SIGKILL");
        await once(child, "exit");
        assert.equal(hold.alive(), false);
        assert.equal(hold.signal(15), "absent");
        hold.release();
      });

      it("keeps a zombie, which still has its number", async () => {
        // its parent does not wait for it
        const { child, nr } = start("sh", "-c", "sleep 0 & exec sleep infinity");
        const zombie = await untilDescendant(nr, "a child has ended", (found) => found !== nr && !lives(found));
        const kernel = open();
        const hold = there(kernel.hold(at(zombie)));
        assert.equal(there(kernel.glance(at(zombie))).state, "Z");
        assert.equal(kernel.identify(at(zombie)), hold.id);
        assert.equal(hold.alive(), true);
        child.kill("SIGKILL");
        await once(child, "exit");
        await until("somebody has waited for the zombie", () => !hold.alive());
        hold.release();
      });

      it("of a thread outlives nothing but that thread", async () => {
        const { child, nr } = start(threadedCommand[0] ?? "", ...threadedCommand.slice(1));
        const thread = await until("it has threads", () => threadsOf(nr).find((one) => one !== nr));
        const hold = there(open().hold(at(thread)));
        assert.equal(hold.alive(), true);
        child.kill("SIGKILL");
        await once(child, "exit");
        await until("the thread is gone", () => !hold.alive());
        hold.release();
      });

      it("leaves no descriptor behind", () => {
        const kernel = open();
        kernel.survey();
        const before = descriptors();
        const hold = there(kernel.hold(at(process.pid)));
        assert.equal(descriptors(), before + 1);
        hold.release();
        hold.release();
        kernel.survey();
        kernel.glance(at(process.pid));
        kernel.identify(at(process.pid));
        const door = kernel.openDoor(at(process.pid));
        if (typeof door === "object") door.close();
        assert.equal(descriptors(), before);
      });

      it("of an engine is counted, and everything is let go when the engine stops", async function () {
        skipIf(this, whyNoNamespaces());
        const specimen = await unshareSpecimen({ depth: 2, command: threadedCommand });
        try {
          const links = specimen.numbers.map((nr) => namespaceSpace(namespaceOf(nr)) ?? host);
          const before = descriptors();
          const engine = bareEngine(open());
          const held: number[] = [];
          for (const link of [...links, ...links]) {
            const answer = await engine.hold(`${link}:1`);
            assert.ok(answer.is === "found");
            held.push(answer.hold);
          }
          const all = descriptors();
          for (const hold of [...held, ...held]) engine.release(hold);
          assert.equal(descriptors(), all - held.length, "one descriptor each");
          for (let round = 0; round < 20; round += 1) {
            await engine.hold(`${links[1] ?? host}:1`); // never released
            for (const link of links) {
              const pid = pidIn(link, 1);
              if (pid) for (const to of [host, ...links]) engine.locate(pid, to);
            }
          }
          await engine.watch(true);
          assert.ok(descriptors() >= before + 20, "twenty are held");
          engine.stop();
          await until("everything is closed", () => descriptors() === before);
        } finally {
          await specimen.end();
        }
      });

      it("once released says no more, whoever has its descriptor's number", () => {
        const hold = there(open().hold(at(process.pid)));
        hold.release();
        const fd = openSync("/dev/null", "r");
        assert.equal(hold.alive(), false);
        assert.equal(hold.signal(0), "absent");
        closeSync(fd);
      });
    });
  }

  it("signals its task, or says that it may not", async function () {
    skipIf(this, whyNot("setpriv"));
    const kernel = paths[0]?.open();
    assert.ok(kernel);
    // not our own user's: who keeps root as real user may signal root's
    const { child, nr } = start("setpriv", "--reuid=1", "--regid=1", "--clear-groups", "sleep", "infinity");
    await until("it is another user's", () => commandOf(nr)[0] === "sleep");
    const ended = once(child, "exit");
    const hold = there(kernel.hold(at(nr)));
    assert.equal(
      asUser(65534, () => hold.signal(15)),
      "denied",
    );
    assert.equal(hold.signal(15), "sent");
    assert.deepEqual(await ended, [null, "SIGTERM"]);
    hold.release();
  });

  it("by files alone does not signal: it could hit another", async () => {
    const { child, nr } = start("sleep", "infinity");
    const hold = there(paths[1]?.open().hold(at(nr)) ?? "absent");
    assert.equal(hold.signal(15), "denied");
    hold.release();
    child.kill("SIGKILL");
    await once(child, "exit");
  });
});
