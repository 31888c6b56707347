/**
 * What a person does with PID Spaces, step by step, in a workbench on the playground. Used by the e2e tests and by
 * `npm start -- --check`. Every step waits for what it expects to see, and throws when that does not come.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
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

/** Tries until it works: rows come, go and move while a tree lives. */
export async function eventually(what, act) {
  const until = Date.now() + limit;
  for (;;) {
    try {
      return await act();
    } catch (failure) {
      if (Date.now() > until) throw new Error(`${what}: ${failure.message}`);
      await pause(200);
    }
  }
}

const patience = { timeout: 10_000 };

/** Turns the wheel over the tree until `find` finds something: only rows on the screen exist. */
async function scrollTo(wb, what, find) {
  const tree = wb.page.getByRole("tree", { name: view });
  return eventually(what, async () => {
    await tree.hover(patience);
    await wb.page.mouse.wheel(0, -100_000);
    for (let turns = 0; turns < 100; turns += 1) {
      await pause(100);
      const found = await find();
      if (found) return found;
      await wb.page.mouse.wheel(0, 300);
    }
    throw new Error("it is not in the tree");
  });
}

const isThere = (row) => async () => ((await row.count()) > 0 ? row : undefined);

/** Opens what is below the row of a space. */
export async function expand(wb, label) {
  const row = rowFor(wb, label).first();
  await eventually(`${label} opens`, async () => {
    await scrollTo(wb, `the row ${label}`, isThere(row));
    if ((await row.getAttribute("aria-expanded", patience)) === "true") return;
    await row.locator(".monaco-tl-twistie").click(patience);
    await row.and(wb.page.locator('[aria-expanded="true"]')).waitFor(patience);
  });
}

/** Every row on the screen, as text, with its level. */
export const readTree = (wb) => wb.labels(view);

/** The row below the open row `space` whose label is this, as an element that is on the screen just now. */
async function elementBelow(wb, space, label) {
  const found = await wb.page.evaluateHandle(
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
  );
  return found.asElement();
}

/** What a row below the open row `space` has dimmed beside its label; waits until it is there. */
export async function descriptionBelow(wb, space, label) {
  const row = await scrollTo(wb, `${label} below ${space}`, () => elementBelow(wb, space, label));
  return row.evaluate((e) => e.querySelector(".label-description")?.textContent ?? "");
}

/** Clicks the attach button at the end of a row below the open row `space`. */
export async function clickAttach(wb, space, label) {
  const name = "Attach";
  await eventually(`${name} of ${label} below ${space}`, async () => {
    const row = await scrollTo(wb, `${label} below ${space}`, () => elementBelow(wb, space, label));
    await row.hover(patience);
    const action = await row.waitForSelector(`.actions .action-label[aria-label^="${name}"]`, patience);
    await action.click(patience);
  });
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
