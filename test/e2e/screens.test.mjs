/**
 * Every state that the extension shows, in a dark, a light and a high-contrast theme: a picture of each in out/pictures,
 * to be looked at, and what a machine can see of it: that all text stands out from what is behind it. Some of the
 * pictures are those of the walkthrough (test/e2e/keepPictures.mjs).
 */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { openWorkbench } from "../host/workbench.mjs";
import { startPlayground } from "../playground/playground.mjs";
import { root } from "../setup/dependencies.mjs";
import { startShop } from "./shop.mjs";
import { skipIf } from "./skipping.mjs";
import * as steps from "./steps.mjs";
import { contrasts, showTheme, themes } from "./themes.mjs";

/** VS Code itself draws what stands dimmed beside a label; WCAG wants this of large text. */
const dimmed = 3;
const usual = 4.5;
const limit = { timeout: 180_000 };
const picture = (name) => path.join(root, "out/pictures", `${name}.png`);

describe("in every theme", function () {
  this.timeout(600_000);
  let playground;
  let shop;
  let wb;

  before(async () => {
    mkdirSync(path.dirname(picture("any")), { recursive: true });
    playground = await startPlayground(() => undefined);
    shop = await startShop(playground.folder);
    await steps.askPspace("signal", playground.tuples.nightly, "STOP");
    wb = await openWorkbench({
      folder: playground.folder,
      install: [path.join(root, "out/pspace.vsix")],
      size: { width: 1200, height: 800 },
    });
    await show(themes[0]);
    await steps.openSidebar(wb);
  });
  afterEach(async function () {
    if (this.currentTest.state !== "failed") return;
    await wb?.screenshot(picture(`failed ${this.currentTest.title.replace(/\W+/g, "-")}`)).catch(() => undefined);
    await steps.endSessions(wb).catch(() => undefined);
  });
  after(async () => {
    await wb?.close();
    await shop?.stop();
    await playground?.stop();
  });

  const settings = {
    "pspace.logs": { "**/logs/web.log": "web" },
    "terminal.integrated.gpuAcceleration": "off", // else a terminal is a drawing, and its text is nowhere
  };
  const show = (theme) => showTheme(wb, playground.folder, theme, settings);
  const away = () => wb.page.mouse.move(700, 780); // else what lies under the pointer shows a hover over the rest

  const whyNoShop = () => (shop ? undefined : "no Docker daemon answers");

  /**
   * Shows what is on the screen in each theme. `texts` are selectors and how well each must stand out at least, in
   * `target`; `before` brings about again what a change of theme takes away; `keep`: a part of the dark picture that the
   * walkthrough or the README shows.
   */
  async function inEveryTheme(name, { texts = {}, target = wb.page, before = away, keep } = {}) {
    for (const theme of themes) {
      await show(theme);
      await before();
      await wb.screenshot(picture(`${name} ${theme.name}`));
      if (keep && theme === themes[0]) await wb.page.screenshot({ path: picture(keep.as), clip: keep.clip });
      for (const [selector, least] of Object.entries(texts)) {
        const seen = await contrasts(target, selector);
        assert.ok(seen.length > 0, `${name} in ${theme.name}: there is no ${selector}`);
        const faint = seen.filter(({ ratio }) => ratio < least);
        assert.deepEqual(faint, [], `${name} in ${theme.name}: ${selector}`);
      }
    }
    await show(themes[0]);
  }

  const treeTexts = {
    ".sidebar .monaco-list-row .label-name": usual,
    ".sidebar .monaco-list-row .label-description": dimmed,
  };
  const listTexts = { ".quick-input-list .monaco-list-row .label-name": dimmed };

  const labels = async () => (await steps.readTree(wb)).map(({ label }) => label);
  const untilMessage = (words) => wb.page.locator(".sidebar .message", { hasText: words }).waitFor(limit);
  const shown = (words) => wb.page.locator(".sidebar", { hasText: words }).waitFor(limit);

  async function ask(title, words) {
    await wb.run(title);
    await wb.quickItems.first().waitFor(limit);
    await wb.quickInput.locator("input").first().fill(words);
    await wb.quickItems.filter({ hasText: words }).first().waitFor(limit);
    await wb.page.keyboard.press("Enter");
  }

  it("the tree", async () => {
    if (shop) await steps.expand(wb, shop.names.api);
    await steps.expand(wb, "web");
    await steps.expand(wb, "jobs");
    await steps.expand(wb, "nightly");
    await steps.rowFor(wb, "nightly 1").filter({ hasText: "stopped" }).waitFor(limit);
    const clip = { x: 49, y: 36, width: 300, height: 400 };
    await inEveryTheme("tree", { texts: treeTexts, keep: { as: "walkthrough see", clip } });
  });

  it("what a row says when it is pointed at", async () => {
    const hover = wb.page.locator(".monaco-hover", { hasText: "Permission" });
    const point = async () => {
      await steps.eventually("the row tells", async () => {
        await away();
        await steps.rowFor(wb, "node 17").first().hover({ timeout: 10_000 });
        await hover.waitFor({ timeout: 8_000 });
      });
    };
    await inEveryTheme("tooltip", { before: point, texts: { ".monaco-hover td, .monaco-hover p": usual } });
    await away();
  });

  it("what a filter finds is open, the tree is afterwards as it was, and nothing found is said", async () => {
    const filter = async (words) => {
      await wb.run("PID Spaces: Filter Tasks…");
      await wb.quickInput.locator("input").first().fill(words);
      await wb.page.keyboard.press("Enter");
    };
    await filter("nightly");
    await untilMessage("only “nightly”");
    await steps.rowFor(wb, "nightly 1").waitFor(limit);
    assert.ok(!(await labels()).includes("web"));
    await inEveryTheme("filtered", { texts: treeTexts });
    await wb.run("PID Spaces: Clear the Filter");
    await filter("nobody-is-called-so");
    await shown("No task has these words.");
    await inEveryTheme("nothing found");
    await wb.run("PID Spaces: Clear the Filter");
    await steps.rowFor(wb, "nightly 1").waitFor(limit);
    await steps.rowFor(wb, "node 17").first().waitFor(limit);
  });

  it("everything in one list, and the tree from another space", async () => {
    await wb.run("PID Spaces: Show Everything as One List");
    await untilMessage("everything");
    await inEveryTheme("list", { texts: treeTexts });
    await wb.page.locator('.sidebar .title-actions [aria-label^="Show as a Tree"]').click();
    await steps.rowFor(wb, "nightly 1").waitFor(limit); // open as before
    await ask("PID Spaces: See from This Space", "jobs");
    await untilMessage("seen from jobs");
    await steps.rowFor(wb, "nightly 11").waitFor(limit);
    await inEveryTheme("seen from jobs", { texts: treeTexts });
    await wb.page.locator('.sidebar .title-actions [aria-label^="See from the Host"]').click();
    await steps.rowFor(wb, "host").waitFor(limit);
  });

  it("the picker", async () => {
    await wb.run("PID Spaces: Find a Task…");
    await wb.quickItems.first().waitFor(limit);
    await inEveryTheme("picker", { texts: listTexts });
    await wb.page.keyboard.press("Escape");
  });

  it("a gate that is shut, and an attach that is refused", async function () {
    skipIf(this, whyNoShop());
    await ask("PID Spaces: Why Can’t I Attach?", `${shop.names.paused}:1`);
    await wb.quickItems.filter({ hasText: "docker unpause" }).first().waitFor(limit);
    const clip = { x: 300, y: 5, width: 602, height: 300 };
    await inEveryTheme("doctor", { texts: listTexts, keep: { as: "walkthrough refused", clip } });
    await wb.page.keyboard.press("Escape");
    await ask("PID Spaces: Attach", `${shop.names.paused}:1`);
    const said = await steps.readMessage(wb, "cannot be attached to");
    assert.match(said, /docker unpause/);
    await inEveryTheme("refused");
    assert.equal(await wb.page.locator(".debug-toolbar").isVisible(), false);
    await steps.dismissMessages(wb);
  });

  it("the map, with a name that lights up where it is known, and nothing from elsewhere", async () => {
    await wb.run("PID Spaces: Show Map");
    const map = wb.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
    await map.locator(".task").first().waitFor(limit);
    const policy = await map.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    assert.match(policy, /^default-src 'none'; script-src [^;]+; style-src [^;]+$/);
    assert.doesNotMatch(policy, /unsafe|http:|\*(?!\.vscode-cdn\.net)/, "inline scripts, or a network");
    const worker = map.locator(`.task[aria-label*="web:17,"]`).first();
    const lit = async () => {
      await worker.dispatchEvent("mouseover", {}, limit); // the drawing never rests on a busy machine
      await map.locator(".space.sees").first().waitFor(limit);
    };
    const clip = { x: 353, y: 70, width: 846, height: 340 };
    const texts = { "svg .title": usual, "svg .task text": usual };
    await inEveryTheme("map", { before: lit, target: map, texts, keep: { as: "walkthrough map", clip } });
    const host = await steps.askPspace("resolve", "web:17");
    await steps.eventually("both names light up", async () => {
      await lit();
      const names = await map.locator(".space.sees > .name").allTextContents();
      assert.ok(names.includes("17") && names.includes(host), names.join(" "));
    });
  });

  it("a number in a log says who it is, and the language status whose numbers they are", async () => {
    await wb.openFile("web.log");
    const number = wb.page.locator(".view-line .detected-link", { hasText: "17" }).first();
    await number.waitFor(limit);
    const hover = wb.page.locator(".monaco-hover", { hasText: "web:17" });
    const point = async () => {
      await away();
      await number.hover();
      await hover.first().waitFor(limit);
    };
    await inEveryTheme("log", { before: point });
    await away();
    await wb.page.locator('.statusbar [id="status.languageStatus"]').click();
    await wb.page.locator(".hover-language-status", { hasText: "web" }).first().waitFor(limit);
    await inEveryTheme("language status", { before: () => undefined });
    await wb.page.keyboard.press("Escape");
  });

  it("a number in a terminal of a space says who it is, and leads to it", async () => {
    await ask("PID Spaces: Open a Terminal in This Space", "web");
    const lines = wb.page.locator(".xterm-rows > div");
    await lines.filter({ hasText: /[#$]/ }).first().waitFor(limit);
    await wb.page.locator(".xterm-helper-textarea").focus();
    await wb.page.keyboard.type("clear; echo worker pid: 17\n");
    const line = lines.filter({ hasText: /^worker pid: 17$/ }).first();
    await line.waitFor(limit);
    const { x, y, height } = await line.boundingBox();
    const text = line.locator("span").first();
    const column = await text.evaluate((span) => span.getBoundingClientRect().width / span.textContent.length);
    const number = { x: x + "worker pid: 1".length * column, y: y + height / 2 };
    const hover = wb.page.locator(".xterm-hover", { hasText: "node, web:17" }).first();
    const point = () =>
      steps.eventually("the number tells", async () => {
        await wb.page.mouse.move(number.x, number.y + 5 * height); // another line: then the terminal asks anew
        for (const beside of [-2, 0, 2]) {
          await wb.page.mouse.move(number.x + beside, number.y);
          await wb.page.waitForTimeout(150);
        }
        await hover.waitFor({ timeout: 4_000 });
        await hover.evaluate((shown) => Promise.all(shown.getAnimations().map(({ finished }) => finished)));
      });
    await inEveryTheme("terminal", { before: point, texts: { ".xterm-hover .hover-contents": usual } });
    await point();
    await wb.page.keyboard.down("Control");
    await wb.page.mouse.click(number.x, number.y);
    await wb.page.keyboard.up("Control");
    await wb.quickItems.filter({ hasText: "Reveal in the tree" }).first().waitFor(limit);
    assert.ok((await wb.pickItems()).includes("Attach"));
    await wb.pick("Reveal in the tree");
    await wb.page.locator(".sidebar .monaco-list-row.selected", { hasText: "node 17" }).waitFor(limit);
    await wb.run("Terminal: Kill All Terminals");
  });

  it("a task that is held by a debugger", async () => {
    await wb.openFile("worker.js");
    await wb.toggleBreakpoint(
      steps.lineOf(path.join(playground.folder, "web/worker.js"), "// a good line for a breakpoint"),
    );
    await steps.openSidebar(wb);
    await steps.expand(wb, "web");
    await steps.clickAttach(wb, "web", "node 17");
    await steps.waitForStop(wb);
    const clip = { x: 48, y: 36, width: 1150, height: 470 };
    await inEveryTheme("stopped", { keep: { as: "walkthrough attach", clip } });
    await steps.openSidebar(wb);
    await steps.rowFor(wb, "node 17").filter({ hasText: "debugger attached" }).waitFor(limit);
    await inEveryTheme("held", { texts: treeTexts });
    await steps.disconnect(wb);
    await wb.run("View: Close All Editors");
  });

  async function walkThrough() {
    await wb.run("View: Toggle Primary Side Bar Visibility");
    await steps.eventually("the walkthrough is there", async () => {
      await wb.run("PID Spaces: Show the First Minutes");
      await wb.page.locator(".gettingStartedContainer", { hasText: "See the spaces" }).waitFor({ timeout: 8_000 });
    });
    const titles = wb.page.locator(".getting-started-step");
    for (let at = 0; at < (await titles.count()); at += 1) {
      if (at > 0) await titles.nth(at).click();
      const image = wb.page.locator(".getting-started-media img").first();
      await image.waitFor(limit);
      assert.ok(await image.evaluate((shown) => shown.decode().then(() => shown.naturalWidth > 0)));
      const text = await titles.nth(at).innerText();
      assert.doesNotMatch(text, /`/);
      await wb.screenshot(picture(`walkthrough ${at + 1}`));
    }
    await wb.run("View: Close All Editors");
    await wb.run("View: Toggle Primary Side Bar Visibility");
  }

  it("the first minutes; no engine that starts, which is said in the tree, and a button that brings the rows", async () => {
    const own = readdirSync(wb.extensions).find((name) => name.startsWith("pid-spaces.pspace"));
    const engine = path.join(wb.extensions, own, "out/engine.js");
    const welcome = wb.page.locator(".sidebar .welcome-view", { hasText: "The PID Spaces engine keeps stopping." });
    renameSync(engine, `${engine}.away`);
    try {
      await wb.page.reload();
      await wb.page.locator(".monaco-workbench .statusbar").waitFor(limit);
      await walkThrough(); // meanwhile the engine is started again and again, for half a minute
      await wb.openContainer("PID Spaces");
      await welcome.waitFor(limit);
    } finally {
      renameSync(`${engine}.away`, engine);
    }
    const texts = { ".sidebar .welcome-view p": usual, ".sidebar .welcome-view .monaco-button": usual };
    await inEveryTheme("engine stopped", { texts });
    await welcome.locator(".monaco-button", { hasText: "Restart the Engine" }).click();
    await steps.rowFor(wb, "web").waitFor(limit);
    await steps.dismissMessages(wb);
  });

  it("a container starts, restarts and dies, and no other row flickers", async function () {
    skipIf(this, whyNoShop());
    const name = `${shop.project}-blink`;
    const row = steps.rowFor(wb, name);
    let frame = 0;
    const film = () => wb.screenshot(picture(`film ${(frame += 1)}`));
    await wb.page.setViewportSize({ width: 800, height: 1600 });
    await steps.openSidebar(wb);
    await steps.expand(wb, "jobs");
    await steps.rowFor(wb, "web").click();
    await steps.expand(wb, "web"); // the click may have closed it
    await wb.page.evaluate(startLooking, ["host", "guest", "jobs", "nightly", "web"]);
    try {
      await film();
      const words = ["run", "--detach", "--interactive", "--network=none", "--name", name];
      await shop.docker(
        ...words,
        "--volume",
        `${path.join(playground.folder, "web")}:/srv/web:ro`,
        shop.image,
        "/usr/bin/node",
        "/srv/web/server.js",
      );
      await row.waitFor(limit);
      await film();
      const restarted = shop.docker("restart", "--time", "0", name);
      for (let at = 0; at < 4; at += 1) {
        await film();
        await wb.page.waitForTimeout(300);
      }
      await restarted;
      await row.filter({ hasText: "tasks" }).waitFor(limit);
      await film();
      await shop.docker("kill", name);
      await row.waitFor({ state: "hidden", ...limit });
      await film();
    } finally {
      await shop.docker("rm", "--force", "--volumes", name).catch(() => undefined);
    }
    const seen = await wb.page.evaluate(() => globalThis.stopLooking());
    await wb.page.setViewportSize({ width: 1200, height: 800 });
    assert.ok(seen.frames > 20, `${seen.frames} frames`);
    assert.deepEqual([seen.missing, seen.unselected, seen.closed], [[], 0, 0], `of ${seen.frames} frames`);
  });
});

/** In the page: looks at every frame whether these rows are there, and whether web is selected and open. */
function startLooking(kept) {
  const seen = { frames: 0, missing: [], unselected: 0, closed: 0 };
  let isOver = false;
  const nameOf = (row) => row.querySelector(".label-name")?.textContent;
  const look = () => {
    const rows = [...document.querySelectorAll('.sidebar [role="treeitem"]')];
    const names = rows.map(nameOf);
    seen.frames += 1;
    seen.missing.push(...kept.filter((name) => !names.includes(name)));
    const selected = rows.filter((row) => row.classList.contains("selected")).map(nameOf);
    if (selected.join() !== "web") seen.unselected += 1;
    if (rows.find((row) => nameOf(row) === "web")?.getAttribute("aria-expanded") !== "true") seen.closed += 1;
    if (!isOver) requestAnimationFrame(look);
  };
  look();
  globalThis.stopLooking = () => {
    isOver = true;
    return seen;
  };
}
