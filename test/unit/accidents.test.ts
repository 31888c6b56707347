/**
 * Every accident that debuggers across namespaces have had, and the tests that reproduce the danger and show that it is
 * not fallen into. A table: a test that goes, or is called otherwise, leaves a hole here.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Where a test is and what it is called. */
type Held = readonly [file: string, title: string];

const accidents: Readonly<Record<string, readonly Held[]>> = {
  "the container's own number means a stranger on the host, and a thread's no process": [
    ["test/kernel/adapters.test.ts", "the number: the container's own names a stranger here"],
    ["test/kernel/nativeAttach.test.ts", "from inside of its own PID namespace, by the number there"],
  ],
  "a path through /proc/N/root is resolved to the host's file": [
    ["test/kernel/adapters.test.ts", "resolving links: a path below the target's root becomes the host's"],
  ],
  "an absolute link below /proc/N/root leads into the host's root": [
    ["test/kernel/libraries.test.ts", "at the end of an absolute link"],
    ["test/kernel/belowRoot.test.ts", "are read, and links among them followed"],
  ],
  "a program or library of the same path on the host stands in silently": [
    ["test/kernel/adapters.test.ts", "a program of the same path on the host"],
    ["test/kernel/libraries.test.ts", "of the same path"],
  ],
  "a killed adapter or server takes the target with it": [
    [
      "test/kernel/adapters.test.ts",
      "a killed server kills the target, unless it is kept; a closed stream lets it live",
    ],
    ["test/kernel/killedMidway.test.ts", "its ${what}"],
  ],
  "an adapter says success, or announces a process, that it has not got": [
    ["test/kernel/adapters.test.ts", "gdb says success of a number that is nobody's; the guard does not"],
    ["test/kernel/accidentsInside.test.ts", "an adapter announces a process that it has not got"],
    ["test/kernel/adapters.test.ts", "an adapter's success is not believed: the kernel says who traces"],
  ],
  "Node's debugger, told to end the process, ends a stranger of that number": [
    ["test/editor/accidents.test.ts", "told to end the process it ends a stranger of the same number"],
    ["test/editor/attachNode.test.ts", "never tells js-debug to end the task"],
  ],
  "Node's debugger writes a path of the host into the environment of the target's children": [
    ["test/editor/accidents.test.ts", "its own way into children ends them in a container"],
  ],
  "SIGUSR1 ends a process that does not catch it": [
    ["test/kernel/adapters.test.ts", "SIGUSR1 ends a process that does not catch it; it is never sent to one"],
  ],
  "a Go debugger attaches to what is no Go": [
    ["test/kernel/adapters.test.ts", "a Go debugger attaches to anything; a program that is not Go is refused it"],
  ],
  "debugpy put in twice": [
    ["test/kernel/accidentsInside.test.ts", "debugpy put in twice listens no more; we never put it in where it is"],
  ],
  "a file that a target has mapped is written over": [
    ["test/kernel/accidentsInside.test.ts", "a mapped file that is written over ends the target"],
  ],
  "a paused container keeps a debug server waiting without end": [
    ["test/kernel/adapters.test.ts", "a paused container makes a debug server wait without end; it is refused before"],
  ],
};

describe("accidents with debuggers", () => {
  for (const [accident, held] of Object.entries(accidents)) {
    it(`${accident}: is held by a test`, () => {
      assert.ok(held.length > 0);
      for (const [file, title] of held) assert.ok(readFileSync(file, "utf8").includes(title), `${file}: ${title}`);
    });
  }
});
