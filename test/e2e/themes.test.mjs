/**
 * What the extension shows, in a dark, a light and both high-contrast themes: a picture of each, to be looked at, and
 * what a machine can see of it: that all text stands out from what is behind it.
 */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openWorkbench } from "../host/workbench.mjs";
import { startPlayground } from "../playground/playground.mjs";
import { root } from "../setup/dependencies.mjs";
import * as steps from "./steps.mjs";
import { contrasts, showTheme, themes } from "./themes.mjs";

/** VS Code itself draws what stands dimmed beside a label; WCAG wants this of large text. */
const dimmed = 3;
const picture = (name) => path.join(root, "out/pictures", `${name}.png`);

describe("in every theme", function () {
  this.timeout(600_000);
  let playground;
  let wb;

  before(async () => {
    mkdirSync(path.dirname(picture("any")), { recursive: true });
    playground = await startPlayground(() => undefined);
    await steps.askPspace("signal", playground.tuples.nightly, "STOP");
    wb = await openWorkbench({
      folder: playground.folder,
      install: [path.join(root, "out/pspace.vsix")],
      size: { width: 1200, height: 800 },
    });
    await steps.openSidebar(wb);
  });
  afterEach(async function () {
    if (this.currentTest.state !== "failed") return;
    await wb?.screenshot(picture(`failed ${this.currentTest.title.replace(/\W+/g, "-")}`)).catch(() => undefined);
    await steps.endSessions(wb).catch(() => undefined);
  });
  after(async () => {
    await wb?.close();
    await playground?.stop();
  });

  /** Shows what is on the screen in each theme. `texts` are selectors and how well each must stand out at least. */
  async function inEveryTheme(name, texts) {
    await wb.page.mouse.move(700, 780); // else what lies under the pointer shows a hover over the rest
    for (const theme of themes) {
      await showTheme(wb, playground.folder, theme);
      await wb.screenshot(picture(`${name} ${theme.name}`));
      for (const [selector, least] of Object.entries(texts)) {
        const seen = await contrasts(wb.page, selector);
        assert.ok(seen.length > 0, `${name} in ${theme.name}: there is no ${selector}`);
        const faint = seen.filter(({ ratio }) => ratio < least);
        assert.deepEqual(faint, [], `${name} in ${theme.name}: ${selector}`);
      }
    }
  }

  const treeTexts = {
    ".sidebar .monaco-list-row .label-name": 4.5,
    ".sidebar .monaco-list-row .label-description": dimmed,
  };

  it("the tree", async () => {
    await steps.expand(wb, "web");
    await steps.expand(wb, "jobs");
    await steps.expand(wb, "nightly");
    await steps.rowFor(wb, "nightly 1").filter({ hasText: "stopped" }).waitFor({ timeout: 180_000 });
    await inEveryTheme("tree", treeTexts);
  });
});
