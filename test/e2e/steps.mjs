/**
 * What a person does with PID Spaces, step by step, in a workbench on the playground. Used by the e2e tests and by
 * `npm start -- --check`. Every step waits for what it expects to see, and throws when that does not come.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../setup/dependencies.mjs";

const limit = 180_000;
const view = "Spaces";

/** The row of a task or space: label and dimmed text as the tree shows them. */
export const rowFor = (wb, label) =>
  wb.rows(view).filter({ has: wb.page.locator(".label-name", { hasText: new RegExp(`^${label}$`) }) });

/** What `pspace` prints for these words. */
export async function askPspace(...words) {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, "out/cli.js"), ...words]);
  return stdout.trim();
}

/** The number of the line that ends so in a source of the playground; counted from 1. */
export function lineOf(file, ending) {
  return (
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((line) => line.endsWith(ending)) + 1
  );
}

export async function openSidebar(wb) {
  await wb.openContainer("PID Spaces");
  await rowFor(wb, "host").or(wb.rows(view)).first().waitFor({ timeout: limit });
}

/** Opens what is below a row, scrolling to it if need be. */
export async function expand(wb, label) {
  const row = rowFor(wb, label).first();
  await row.waitFor({ timeout: limit });
  await row.scrollIntoViewIfNeeded();
  if ((await row.getAttribute("aria-expanded")) === "false") await row.locator(".monaco-tl-twistie").click();
  await wb.page.waitForFunction((e) => e.getAttribute("aria-expanded") === "true", await row.elementHandle());
}

/** Every row on the screen, as text, with its level. */
export const readTree = (wb) => wb.labels(view);

/** The row below the open row `space` whose label is this; waits until it is on the screen. */
export async function rowBelow(wb, space, label) {
  const found = await wb.page.waitForFunction(
    ([name, wanted]) => {
      const rows = [...document.querySelectorAll('[role="treeitem"]')];
      const text = (row) => row.querySelector(".label-name")?.textContent ?? "";
      const level = (row) => Number(row.getAttribute("aria-level"));
      const at = rows.findIndex((row) => text(row) === name);
      if (at < 0) return undefined;
      const after = rows.slice(at + 1);
      const end = after.findIndex((row) => level(row) <= level(rows[at]));
      return (end < 0 ? after : after.slice(0, end)).find((row) => text(row) === wanted);
    },
    [space, label],
    { timeout: limit },
  );
  const element = found.asElement();
  if (!element) throw new Error(`no row ${label} below ${space}`);
  return element;
}

export const descriptionOf = (row) => row.evaluate((e) => e.querySelector(".label-description")?.textContent ?? "");

/** The inline action at the end of a row. */
export async function clickAction(row, name) {
  await row.hover();
  const action = await row.waitForSelector(`.actions .action-label[aria-label^="${name}"]`, { timeout: limit });
  await action.click();
}

/** Waits for the debugger's stop; what it stopped in, innermost first. */
export async function waitForStop(wb) {
  await wb.page.locator(".debug-toolbar").waitFor({ timeout: limit });
  const line = ".debug-top-stack-frame-line, .debug-top-stack-frame-column";
  await wb.page.locator(line).first().waitFor({ state: "attached", timeout: limit });
  return wb.callStack();
}

/** What the debug console prints for an expression. */
export async function evaluate(wb, expression) {
  await wb.command("Debug Console: Focus on Debug Console View");
  const results = wb.page.locator(".repl .evaluation-result");
  const before = await results.count();
  await wb.page.locator(".repl-input-wrapper .monaco-editor").click();
  await wb.page.keyboard.insertText(expression);
  await wb.page.keyboard.press("Enter");
  await results.nth(before).waitFor({ timeout: limit });
  return (await results.nth(before).innerText()).trim().replace(/^["']|["']$/g, "");
}

/** Ends the session; the target runs on. */
export async function disconnect(wb) {
  await wb.page.locator(".debug-toolbar .codicon-debug-disconnect").first().click();
  await wb.page.locator(".debug-toolbar").waitFor({ state: "hidden", timeout: limit });
}

/** Answers the task picker with a tuple, typed and confirmed by keys alone. */
export async function pickTuple(wb, tuple) {
  await wb.quickItems.first().waitFor({ timeout: limit });
  await wb.quickInput.locator("input").first().fill(tuple);
  await wb.quickItems.filter({ hasText: tuple }).first().waitFor({ timeout: limit });
  await wb.page.keyboard.press("Enter");
}

/** The text of the message, modal or not, that has these words. */
export async function readMessage(wb, words) {
  const places = ".notifications-toasts .notification-list-item, .monaco-dialog-box";
  const message = wb.page.locator(places, { hasText: words }).first();
  await message.waitFor({ timeout: limit });
  return (await message.innerText()).trim();
}

export async function dismissMessages(wb) {
  const dialog = wb.page.locator(".monaco-dialog-box");
  if (await dialog.isVisible()) await wb.page.keyboard.press("Escape");
  await wb.command("Notifications: Clear All Notifications");
}

/** After a failure: whatever session there is must not disturb the next test. */
export async function endSessions(wb) {
  await wb.page.keyboard.press("Escape");
  const button = wb.page.locator(".debug-toolbar .codicon-debug-disconnect");
  while ((await button.count()) > 0 && (await button.first().isVisible())) {
    await button.first().click();
    await wb.page.waitForTimeout(500);
  }
  await dismissMessages(wb);
}
