/** The main job as a person does it: VS Code with the VSIX installed, on the playground, driven by a browser. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openWorkbench } from "../host/workbench.mjs";
import { startPlayground } from "../playground/playground.mjs";
import { root } from "../setup/dependencies.mjs";
import { skipIf } from "./skipping.mjs";
import * as steps from "./steps.mjs";

const picture = (name) => path.join(root, "out/pictures", name);
const numberIn = (tuple) => tuple.slice(tuple.lastIndexOf(":") + 1);
const breakpoint = "// a good line for a breakpoint";

describe("the main job, in a workbench", function () {
  this.timeout(600_000);
  let playground;
  let wb;

  before(async () => {
    mkdirSync(picture("."), { recursive: true });
    playground = await startPlayground(() => undefined);
    wb = await openWorkbench({ folder: playground.folder, install: [path.join(root, "out/pspace.vsix")] });
    await wb.openFile("worker.js");
    await wb.toggleBreakpoint(steps.lineOf(path.join(playground.folder, "web/worker.js"), breakpoint));
  });
  afterEach(async function () {
    if (this.currentTest.state !== "failed") return;
    await wb?.screenshot(picture(`failed ${this.currentTest.title.replace(/\W+/g, "-")}.png`)).catch(() => undefined);
    await steps.endSessions(wb).catch(() => undefined);
  });
  after(async () => {
    await wb?.close();
    await playground?.stop();
  });

  /** Attaches by the tree's own button; the debuggee then says who and where it is. */
  async function attachByTree(space, tuple) {
    await steps.openSidebar(wb);
    await steps.expand(wb, space);
    await steps.clickAttach(wb, space, `node ${numberIn(tuple)}`);
    await stopIn(space, tuple);
  }

  async function stopIn(space, tuple) {
    const line = steps.lineOf(path.join(playground.folder, "web/worker.js"), breakpoint);
    const [top] = await steps.waitForStop(wb);
    assert.match(top, new RegExp(`^price.* @ (.*/)?worker\\.js:${line}\\b`));
    assert.equal(await steps.evaluate(wb, "`${os.hostname()}:${process.pid}`"), `${space}:${numberIn(tuple)}`);
  }

  async function leave(tuple, host) {
    await steps.disconnect(wb);
    assert.equal(await steps.askPspace("resolve", tuple), host, "the target runs on");
  }

  it("the tree shows spaces and tasks with both numbers", async () => {
    await steps.openSidebar(wb);
    await steps.expand(wb, "web");
    const tuple = playground.tuples.worker;
    const dimmed = await steps.descriptionBelow(wb, "web", `node ${numberIn(tuple)}`);
    const host = await steps.askPspace("resolve", tuple);
    assert.ok(dimmed.split(" · ").includes(`host ${host}`), dimmed);
    await steps.expand(wb, "jobs");
    assert.match(await steps.descriptionBelow(wb, "jobs", "nightly"), /task/);
  });

  it("a click in the tree stops in the worker", async () => {
    const host = await steps.askPspace("resolve", playground.tuples.worker);
    await attachByTree("web", playground.tuples.worker);
    await wb.screenshot(picture("stopped.png"));
    await leave(playground.tuples.worker, host);
  });

  it("the same number in another space is another task", async function () {
    const { guest } = playground.tuples;
    skipIf(this, guest ? undefined : "no space of an ordinary user: it takes root, and a Node that others may run");
    const host = await steps.askPspace("resolve", guest);
    await attachByTree("guest", guest);
    await leave(guest, host);
  });

  for (const name of [
    "The worker of web, by its tuple",
    "The worker of web, by what it is",
    "Node's own type, by a tuple",
  ])
    it(`F5 stops in the worker: ${name}`, async () => {
      const host = await steps.askPspace("resolve", playground.tuples.worker);
      await wb.startDebugging(name);
      await stopIn("web", playground.tuples.worker);
      await leave(playground.tuples.worker, host);
    });

  it("Node's own type takes a tuple from the picker", async () => {
    const host = await steps.askPspace("resolve", playground.tuples.worker);
    await wb.startDebugging("Node's own type, pick a task");
    await steps.pickTuple(wb, playground.tuples.worker);
    await stopIn("web", playground.tuples.worker);
    await leave(playground.tuples.worker, host);
  });

  it("a number that nobody has is one sentence and no session", async () => {
    await wb.startDebugging("Pick a task");
    await steps.pickTuple(wb, "web:39999");
    const said = await steps.readMessage(wb, "web:39999");
    assert.doesNotMatch(said, /Error:|\bat .*:\d+/);
    assert.equal(await wb.page.locator(".debug-toolbar").isVisible(), false);
    await steps.dismissMessages(wb);
  });
});
