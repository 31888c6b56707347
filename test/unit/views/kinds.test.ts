/** What is told of a task from the map alone. */
import assert from "node:assert/strict";
import { plain } from "../../../src/editor/words.ts";
import { iconOf, isAttachable, isIdleShell, isKernelThread, languageOf, plightOf } from "../../../src/views/kinds.ts";
import type { WireTask } from "../../../src/protocol/wire.ts";
import { after, task, tasks, world } from "./world.ts";

describe("kinds", () => {
  it("the language is guessed from the program's name", () => {
    const run = (...command: string[]): string | undefined => languageOf({ ...task("x", ["host", 7]), command });
    assert.equal(run("/usr/local/bin/python3.12", "-m", "http.server"), "Python");
    assert.equal(run("/opt/java/bin/java", "-jar", "a.jar"), "Java");
    assert.equal(run("nodejs", "server.js"), "Node.js");
    assert.equal(run("/usr/sbin/nginx"), undefined);
    assert.equal(run(), undefined);
  });

  it("a kernel thread has no program and is a child of kthreadd", () => {
    assert.equal(isKernelThread(tasks.worker), true);
    assert.equal(isKernelThread(tasks.kthreadd), true);
    assert.equal(isKernelThread({ ...tasks.node, command: [] }), false);
    assert.equal(isAttachable(tasks.worker), false);
  });

  it("a shell is idle that waits at a terminal for somebody to type", () => {
    const idle = (command: readonly string[], more: Partial<WireTask> = {}): boolean => {
      const shell = { ...task("bash", ["host", 7]), command, terminal: true as const, ...more };
      return isIdleShell(after({ tasks: [shell] }).now, shell);
    };
    assert.equal(idle(["-bash"]), true);
    assert.equal(idle(["/bin/sh", "-i"]), true);
    assert.equal(idle(["sh", "-c", "sleep 9"]), false);
    assert.equal(idle(["bash", "build.sh"]), false);
    assert.equal(idle(["bash"], { state: "R" }), false);
    assert.equal(isIdleShell(world(), { ...tasks.entry, command: ["sh"] }), false, "it has no terminal");
    const parent = { ...tasks.entry, command: ["sh"], terminal: true as const };
    assert.equal(isIdleShell(world(), parent), false, "it waits for its children");
  });

  it("what is out of the ordinary is said in words as well as by the icon", () => {
    assert.equal(plightOf({ ...tasks.node, state: "t" }, plain), "held by a debugger");
    assert.equal(iconOf({ ...tasks.node, state: "t" }).icon, "debug-alt");
    assert.equal(plightOf(tasks.node, plain), undefined);
    assert.equal(isAttachable({ ...tasks.node, state: "Z" }), false);
  });
});
