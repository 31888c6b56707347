/** What a row shows. */
import assert from "node:assert/strict";
import { plain } from "../../../src/editor/words.ts";
import { nodeOf, type Node } from "../../../src/views/nodes.ts";
import { Outline, spaceRow, taskRow } from "../../../src/views/outline.ts";
import { plainSight, sightFrom, type Sight, withNumbers } from "../../../src/views/sight.ts";
import { gatesText, spaceText } from "../../../src/views/tooltip.ts";
import { after, spaces, tasks, world } from "./world.ts";

function node(row: string, sight: Partial<Sight> = {}): Node {
  const outline = new Outline(world(), { ...plainSight, ...sight });
  const thing = outline.at(row);
  assert.ok(thing);
  return nodeOf(outline, row, thing, plain);
}

const shown = ({ label, detail }: Node): string => `${label} | ${detail}`;

describe("nodes", () => {
  it("a task shows the number in its space, and the host's dimmed", () => {
    assert.equal(shown(node(taskRow(tasks.node))), "node 17 | host 417 · Node.js");
    assert.equal(shown(node(taskRow(tasks.init))), "systemd 1 | ");
  });

  it("own numbers or the host's, as was chosen", () => {
    assert.equal(shown(node(taskRow(tasks.node), { numbers: "own" })), "node 17 | Node.js");
    assert.equal(shown(node(taskRow(tasks.node), { numbers: "host" })), "node 417 | Node.js");
  });

  it("a space can show others than every other space", () => {
    const sight = withNumbers(plainSight, spaces.web.identity, "host");
    assert.equal(shown(node(taskRow(tasks.node), sight)), "node 417 | Node.js");
    assert.equal(shown(node(taskRow(tasks.postgres), sight)), "postgres 1 | host 500");
    assert.equal(sightFrom(sight).numbersIn[spaces.web.identity], "host");
    assert.deepEqual(withNumbers(sight, spaces.web.identity, undefined).numbersIn, {});
    assert.deepEqual(sightFrom({ numbersIn: { a: "nonsense" } }).numbersIn, {});
  });

  it("seen from a space, its number comes first", () => {
    const seen = node(taskRow(tasks.batchInit), { seenFrom: "pid:[4]" });
    assert.equal(shown(seen), "batch 2 | jobs/batch:1 · host 601");
  });

  it("in one list a task says whose it is", () => {
    assert.equal(shown(node(taskRow(tasks.node), { flat: "name" })), "node 17 | web:17 · host 417 · Node.js");
  });

  it("the space that one looks from is open: it is all that there is", () => {
    assert.equal(node(spaceRow(spaces.jobs), { seenFrom: "pid:[4]" }).expandable, "open");
    assert.equal(node(spaceRow(spaces.jobs)).expandable, "closed");
  });

  it("a screen reader says what an eye sees", () => {
    assert.equal(node(taskRow(tasks.node)).says, "node, number 17 in web, number 417 on the host, sleeping, Node.js");
    assert.equal(node(spaceRow(spaces.web)).says, "docker, web, 3 tasks");
  });

  it("a space without numbers of its own says whose it uses, and what is inferred is marked", () => {
    assert.equal(shown(node(spaceRow(spaces.agent))), "agent | docker · numbers of host · 1 task · inferred");
  });

  it("a container whose namespace cannot be told says that its numbers are not known", () => {
    const untold = { ...spaces.agent, numbering: spaces.agent.id, flags: { virtualPids: false, allSeeing: false } };
    const { now } = after({ spaces: [untold] });
    const outline = new Outline(now, plainSight, new Set());
    const thing = outline.at(spaceRow(untold));
    assert.ok(thing);
    assert.match(shown(nodeOf(outline, spaceRow(untold), thing, plain)), /^agent \| docker · numbers not known · /);
    assert.match(spaceText(now, untold, plain), /cannot be told without the right/);
    assert.match(spaceText(now, spaces.agent, plain), /uses the numbers of host/);
  });

  it("what holds a task is said in its row: a pause, a debugger", () => {
    const { now } = after({ spaces: [{ ...spaces.web, frozen: true }] });
    const paused = new Outline(now, plainSight, new Set([tasks.tail.id]));
    const shownOf = (row: string): string => {
      const thing = paused.at(row);
      assert.ok(thing);
      return shown(nodeOf(paused, row, thing, plain));
    };
    assert.equal(shownOf(taskRow(tasks.node)), "node 17 | host 417 · paused · Node.js");
    assert.equal(shownOf(taskRow(tasks.tail)), "tail 5 | host 405 · debugger attached");
    assert.equal(shownOf(spaceRow(spaces.web)), "web | paused · docker · 3 tasks");
  });

  it("the tooltip shows the four gates, and why the first shut one is shut", () => {
    const open = { open: true, why: "yes", settings: {} };
    const shut = { open: false, why: "Yama says no", cure: "sysctl kernel.yama.ptrace_scope=0", settings: {} };
    const gates = { number: open, permission: shut, files: open, port: open };
    const text = gatesText({ task: "web:17", debugger: "gdb", gates, configuration: {} }, plain);
    assert.match(text, /attach with gdb: \$\(pass\) Number open · \$\(circle-slash\) Permission \*\*shut\*\* · /);
    assert.match(text, /Yama says no\n\n`sysctl kernel.yama.ptrace_scope=0`/);
  });

  it("only what can be attached to offers it", () => {
    assert.deepEqual(node(taskRow(tasks.node)).traits, ["task", "attachable"]);
    assert.deepEqual(node(taskRow(tasks.worker)).traits, ["task"]);
    assert.deepEqual(node(spaceRow(spaces.jobs)).traits, ["space", "nameable"]);
  });

  it("the tooltip has every tuple with how it is known", () => {
    const text = node(taskRow(tasks.batchInit)).tooltip();
    assert.match(
      text,
      /\| batch \| 1 \| the kernel \|\n\| jobs \| 2 \| the kernel \|\n\| host \| 601 \| the kernel \|/,
    );
    assert.match(text, /root \(0\)/);
    assert.match(text, /`jobs\/batch:1`/);
  });
});
