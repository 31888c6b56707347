/** Drives the workbench as a user does: a thin layer over Playwright, by roles and labels where VS Code has them. */
import path from "node:path";
import { launchBrowser, startServer, workbenchUrl } from "./host.mjs";

/**
 * `install`: extensions (a .vsix or a folder) installed as a user has them. `devPaths`: under development, as with F5; then
 * the smoke-test driver is on, and notifications go to the notification centre without a toast.
 */
export async function openWorkbench({
  folder,
  install = [],
  devPaths = [],
  settings,
  env,
  size = { width: 1400, height: 900 },
}) {
  const server = await startServer({ settings, env, install, driver: devPaths.length > 0 });
  try {
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: size, permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    page.setDefaultTimeout(90000);
    await page.goto(workbenchUrl(server, { folder, devPaths }));
    await page.locator(".monaco-workbench .statusbar").waitFor({ timeout: 180000 });
    if (devPaths.length) {
      await page.waitForFunction(() => !!globalThis.driver, undefined, { timeout: 180000 });
      await page.evaluate(() => globalThis.driver.whenWorkbenchRestored());
    }
    const close = async () => {
      await browser.close().catch(() => {});
      await server.stop();
    };
    return new Workbench(page, close, server.extensions);
  } catch (e) {
    await server.stop();
    throw e;
  }
}

export class Workbench {
  /** `extensions`: the folder that has those that are installed. */
  constructor(page, close, extensions) {
    this.page = page;
    this.close = close;
    this.extensions = extensions;
  }

  // ---- quick input: palette, quick open, quick picks, input boxes
  get quickInput() {
    return this.page.locator(".quick-input-widget");
  }
  get quickItems() {
    return this.quickInput.locator(".quick-input-list .monaco-list-row");
  }
  async command(title) {
    await this.page.keyboard.press("F1");
    const box = this.quickInput.locator("input").first();
    await box.fill(">" + title);
    await this.quickInput.locator(".monaco-list-row", { hasText: title }).first().click();
  }
  /** Tried again where the list was closed meanwhile: VS Code closes it when the focus moves, as when a terminal ends. */
  async openFile(name) {
    const called = { hasText: path.basename(name) };
    const isOpen = () =>
      this.page
        .locator(".tabs-container .tab.active", called)
        .waitFor({ timeout: 10_000 })
        .then(
          () => true,
          () => false,
        );
    for (let tries = 5; ; tries -= 1) {
      await this.page.keyboard.press("Control+P");
      await this.quickInput.locator("input").first().fill(name);
      await this.quickInput.locator(".monaco-list-row", called).first().waitFor();
      await this.page.keyboard.press("Enter");
      if (await isOpen()) break;
      if (tries === 1) throw new Error(`${name} does not open`);
      await this.page.keyboard.press("Escape");
    }
    await this.page.locator(".editor-instance .monaco-editor .view-lines").first().waitFor();
  }
  /** Closes whatever asks, then runs the command of just this title. */
  async run(title) {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("F1");
    await this.quickInput.locator("input").first().fill(`>${title}`);
    const named = this.page.locator(".quick-input-list-label", { hasText: title });
    await this.quickItems.filter({ has: named }).first().waitFor();
    const labels = await this.quickItems.evaluateAll((rows) =>
      rows.map((row) => row.querySelector(".label-name")?.textContent.trim()),
    );
    await this.quickItems.nth(labels.indexOf(title)).click();
    await this.page.mouse.move(700, 780); // else what lies under the pointer shows a hover over the rest
  }
  async pickItems() {
    await this.quickItems.first().waitFor();
    return (await this.quickItems.locator(".quick-input-list-label").allInnerTexts()).map((s) => s.trim());
  }
  async pick(label) {
    await this.quickItems.filter({ hasText: label }).first().click();
  }

  // ---- views
  async openContainer(title) {
    const tab = this.page.locator(".activitybar").getByRole("tab", { name: title });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    await this.page.locator(".sidebar .composite.title", { hasText: title }).waitFor();
  }
  /** The rows of a tree view that are on screen (lists are virtual). */
  rows(view) {
    return this.page.getByRole("tree", { name: view }).getByRole("treeitem");
  }
  row(view, label) {
    return this.rows(view).filter({ hasText: label }).first();
  }
  async expand(view, label) {
    const r = this.row(view, label);
    if ((await r.getAttribute("aria-expanded")) === "false") await r.locator(".monaco-tl-twistie").click();
    await this.page.waitForFunction((e) => e.getAttribute("aria-expanded") === "true", await r.elementHandle());
  }
  async labels(view) {
    return this.rows(view).evaluateAll((rows) =>
      rows.map((r) => ({
        label: r.querySelector(".label-name")?.textContent,
        description: r.querySelector(".label-description")?.textContent,
        level: Number(r.getAttribute("aria-level")),
        expanded: r.getAttribute("aria-expanded"),
      })),
    );
  }

  // ---- notifications
  notification(text) {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text });
  }

  // ---- editor and debugger
  async goToLine(n) {
    await this.page.keyboard.press("Control+G");
    await this.quickInput
      .locator("input")
      .first()
      .fill(":" + n);
    await this.page.keyboard.press("Enter");
    await this.quickInput.waitFor({ state: "hidden" });
  }
  async toggleBreakpoint(line) {
    await this.goToLine(line);
    await this.page.keyboard.press("F9");
    await this.page
      .locator(".editor-instance .codicon-debug-breakpoint, .editor-instance .codicon-debug-breakpoint-unverified")
      .first()
      .waitFor();
  }
  async startDebugging(config) {
    await this.page.keyboard.press("Control+P");
    await this.quickInput
      .locator("input")
      .first()
      .fill("debug " + config);
    await this.quickInput.locator(".monaco-list-row", { hasText: config }).first().waitFor();
    await this.page.keyboard.press("Enter");
  }
  async waitForStop() {
    await this.page.locator(".debug-toolbar").waitFor();
    await this.page
      .locator(".debug-top-stack-frame-line, .debug-top-stack-frame-column")
      .first()
      .waitFor({ state: "attached" });
  }
  async callStack() {
    await this.page.locator(".debug-call-stack .stack-frame").first().waitFor();
    return this.page
      .locator(".debug-call-stack .stack-frame")
      .evaluateAll((fs) =>
        fs.map(
          (f) =>
            f.querySelector(".label")?.textContent +
            " @ " +
            f.querySelector(".file-name")?.textContent +
            ":" +
            f.querySelector(".line-number")?.textContent,
        ),
      );
  }
  async expandScope(name) {
    const r = this.row("Debug Variables", name);
    await r.waitFor();
    if ((await r.getAttribute("aria-expanded")) === "false") await r.locator(".monaco-tl-twistie").click();
  }
  async variable(name) {
    const r = this.rows("Debug Variables")
      .filter({ has: this.page.locator(`.name`, { hasText: new RegExp(`^${name}( =)?$`) }) })
      .first();
    await r.waitFor();
    return (await r.locator(".value").first().innerText()).trim();
  }
  async variables() {
    return (await this.rows("Debug Variables").allInnerTexts()).map((t) => t.replace(/\s*\n\s*/g, " ").trim());
  }
  screenshot(file) {
    return this.page.screenshot({ path: file });
  }
}
