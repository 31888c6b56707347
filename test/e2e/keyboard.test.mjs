/** The main job by keyboard alone, and what a screen reader has to say on the way. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { openWorkbench } from "../host/workbench.mjs";
import { startPlayground } from "../playground/playground.mjs";
import { root } from "../setup/dependencies.mjs";
import { complaints } from "./accessible.mjs";
import * as keys from "./keyboard.mjs";
import * as steps from "./steps.mjs";

const picture = (name) => path.join(root, "out/pictures", name);
const breakpoint = "// a good line for a breakpoint";

describe("by keyboard alone", function () {
  this.timeout(600_000);
  let playground;
  let wb;
  /** What the rows of the worker, its space and the nightly job say. */
  let worker;

  before(async () => {
    mkdirSync(picture("."), { recursive: true });
    playground = await startPlayground(() => undefined);
    const { tuples } = playground;
    const host = await steps.askPspace("resolve", tuples.worker);
    worker = new RegExp(`^node, number ${tuples.worker.split(":")[1]} in web, number ${host} on the host, sleeping`);
    wb = await openWorkbench({ folder: playground.folder, install: [path.join(root, "out/pspace.vsix")] });
    await keys.watchPointer(wb);
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

  /** It stopped where it should; goes on, and lets go of it. */
  async function stopAndLeave() {
    const line = steps.lineOf(path.join(playground.folder, "web/worker.js"), breakpoint);
    const [top] = await steps.waitForStop(wb);
    assert.match(top, new RegExp(`^price.* @ (.*/)?worker\\.js:${line}\\b`));
    await keys.stepOver(wb);
    await keys.press(wb, "Shift+F5");
    await wb.page.locator(".debug-toolbar").waitFor({ state: "hidden", timeout: 180_000 });
  }

  it("the tree gets the focus, opens, and a key attaches to the row that it stands on", async () => {
    await keys.command(wb, "PID Spaces: Focus on Spaces View");
    await keys.untilInTree(wb);
    await keys.walkTo(wb, /, web, /);
    await keys.open(wb);
    await keys.walkTo(wb, worker);
    await keys.press(wb, "Control+Enter");
    await stopAndLeave();
  });

  it("Enter on a task asks what to do with it, and Escape comes back to its row", async () => {
    await keys.toTree(wb);
    await keys.walkTo(wb, worker);
    await keys.press(wb, "Enter");
    await keys.untilChosen(wb, "Attach");
    await keys.press(wb, "ArrowDown", "ArrowDown");
    await keys.untilChosen(wb, "Why can’t I attach?");
    await keys.press(wb, "Enter");
    await keys.untilTitle(wb, `${playground.tuples.worker} by js-debug`);
    await keys.untilChosen(wb, "Number: open");
    await keys.press(wb, "Escape");
    await keys.untilInTree(wb);
    assert.match(await keys.said(wb), worker);
  });

  it("Enter opens and closes the row of a space, as it does everywhere else", async () => {
    await keys.walkTo(wb, /, jobs, /);
    const isOpen = (is) => wb.page.locator(`.monaco-list-row.focused[aria-expanded="${is}"]`, { hasText: "jobs" });
    await keys.press(wb, "Enter");
    await isOpen(true).waitFor();
    await keys.press(wb, "Enter");
    await isOpen(false).waitFor();
  });

  it("the menu of a row opens and copies its name, and so does a key", async () => {
    const untilCopied = (words) =>
      wb.page.waitForFunction(async (part) => (await navigator.clipboard.readText()).includes(part), words);
    await keys.walkTo(wb, worker);
    await keys.press(wb, "Control+C");
    await untilCopied(playground.tuples.worker);
    await keys.openMenu(wb);
    await keys.press(wb, "ArrowUp", "Enter"); // the last line of it
    await untilCopied('"request": "attach"');
    await keys.untilInTree(wb);
  });

  it("the filter narrows the tree down while it is typed, and Escape gives it back", async () => {
    await keys.toTree(wb);
    await keys.press(wb, "Control+F");
    await keys.untilTitle(wb, "Show only tasks with these words");
    await wb.page.keyboard.type("nightly");
    const rows = wb.page.getByRole("tree", { name: "Spaces" }).getByRole("treeitem");
    await rows.filter({ hasText: "nightly 1" }).first().waitFor({ timeout: 180_000 });
    const web = rows.and(wb.page.locator('[aria-label*=", web, "]'));
    await web.waitFor({ state: "hidden" });
    await keys.press(wb, "Escape");
    await web.waitFor({ timeout: 180_000 });
    await keys.untilInTree(wb);
  });

  it("a name typed from anywhere attaches; Escape attaches to nobody", async () => {
    await keys.press(wb, "Control+K", "g");
    await keys.untilTitle(wb, "Which task?");
    await keys.press(wb, "Escape");
    await keys.untilClosed(wb);
    await keys.press(wb, "Control+K", "g");
    await keys.untilTitle(wb, "Which task?");
    await wb.page.keyboard.type(playground.tuples.worker);
    await keys.untilChosen(wb, `The task that ${playground.tuples.worker} names`);
    await keys.press(wb, "Enter");
    await keys.untilChosen(wb, "Attach");
    await keys.press(wb, "Enter");
    await stopAndLeave();
  });

  it("the map is walked like a tree, searched and zoomed, and Enter acts on the task", async () => {
    await keys.command(wb, "PID Spaces: Show Map");
    const map = wb.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
    const standsOn = (part) => map.locator(`[role=treeitem][aria-label*="${part}"]:focus`).waitFor({ timeout: 90_000 });
    await standsOn("host, ");
    await keys.press(wb, "ArrowRight");
    await map.locator("[role=treeitem] [role=treeitem]:focus").first().waitFor();
    await keys.press(wb, "Home", "PageDown", "ArrowLeft");
    await standsOn("host, ");
    await keys.press(wb, "/");
    await wb.page.keyboard.type(playground.tuples.worker);
    await keys.press(wb, "ArrowDown");
    await standsOn(`${playground.tuples.worker},`);
    await map.locator(".space.sees", { hasText: "web" }).first().waitFor();
    const width = async () => Number(await map.locator("svg").getAttribute("width"));
    const before = await width();
    await keys.press(wb, "+");
    assert.ok((await width()) > before);
    assert.deepEqual(await complaints(map.locator("body")), []);
    await wb.screenshot(picture("map by keyboard.png"));
    await keys.press(wb, "Enter");
    await keys.untilChosen(wb, "Attach");
    await keys.press(wb, "Escape");
    await standsOn(`${playground.tuples.worker},`);
    await keys.press(wb, "Control+F4");
  });

  it("the map is exported as a file of its own, in which nothing runs and nothing is fetched", async () => {
    await keys.command(wb, "PID Spaces: Show Map");
    const map = wb.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
    await map.locator("[role=treeitem]:focus").waitFor({ timeout: 90_000 });
    await map.locator("#export").focus();
    await keys.press(wb, "Enter");
    await wb.page.waitForFunction(() => document.activeElement?.value?.endsWith("pid-spaces.svg"));
    await keys.press(wb, "Enter");
    const file = path.join(playground.folder, "pid-spaces.svg");
    await steps.eventually("the file is written", () => assert.ok(existsSync(file)));
    const svg = readFileSync(file, "utf8");
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>$/s);
    assert.ok(svg.includes(`${playground.tuples.worker},`));
    assert.doesNotMatch(svg, /<script|\bon\w+=|href=|url\(|<foreignObject|@import/i);
    const page = await wb.page.context().newPage();
    await page.setContent(svg);
    await page.locator("svg").screenshot({ path: picture("exported map.png") });
    await page.close();
    await keys.press(wb, "Control+F4");
  });

  it("a screen reader finds names and roles in the tree and in the picker", async () => {
    await keys.toTree(wb);
    const tree = wb.page.getByRole("tree", { name: "Spaces" });
    assert.deepEqual(await complaints(tree, { drawnBy: "editor" }), []);
    await keys.press(wb, "Control+K", "g");
    await keys.untilTitle(wb, "Which task?");
    await wb.quickInput.getByRole("option").filter({ hasText: "node" }).first().waitFor();
    assert.deepEqual(await complaints(wb.quickInput, { drawnBy: "editor" }), []);
    const options = await wb.quickInput.getByRole("option").evaluateAll((all) => all.map((one) => one.ariaLabel));
    assert.ok(options.length > 0 && options.every(Boolean), options.join("\n"));
    await keys.press(wb, "Escape");
  });

  it("no pointer had a part in it", async () => {
    assert.deepEqual(await keys.pointed(wb), []);
  });
});
