/** What a person does who has a keyboard and no pointer, step by step. Nothing here clicks, hovers or turns a wheel. */
import { setTimeout as pause } from "node:timers/promises";

const limit = 90_000;

/** Notes what a pointer does from now on, in the workbench itself. */
export function watchPointer(wb) {
  return wb.page.evaluate(() => {
    globalThis.pointed = [];
    for (const event of ["pointerdown", "pointermove", "mousedown", "wheel"]) {
      const note = ({ type, isTrusted, clientX, clientY, target }) =>
        globalThis.pointed.push(
          `${type}${isTrusted ? "" : " by a program"} at ${clientX},${clientY}: ${target.className}`,
        );
      addEventListener(event, note, true);
    }
  });
}

export const pointed = (wb) => wb.page.evaluate(() => globalThis.pointed);

/** Presses keys one after the other. */
export async function press(wb, ...keys) {
  for (const key of keys) await wb.page.keyboard.press(key);
}

/** The row of the list in front that the keyboard stands on. */
const chosen = (wb) => wb.quickInput.locator(".monaco-list-row.focused");

/** Waits for a list in front with this title, or this line chosen. */
export const untilTitle = (wb, title) =>
  wb.quickInput.locator(".quick-input-title", { hasText: title }).waitFor({ timeout: limit });
export const untilChosen = (wb, words) => chosen(wb).filter({ hasText: words }).first().waitFor({ timeout: limit });
export const untilClosed = (wb) => wb.quickInput.waitFor({ state: "hidden", timeout: limit });

/** Runs a command of the palette. It is typed again while VS Code has not read our commands yet. */
export async function command(wb, title) {
  for (const until = Date.now() + limit; ;) {
    await press(wb, "F1");
    await wb.quickInput.locator("input").first().waitFor({ timeout: limit });
    await wb.page.keyboard.insertText(title);
    const found = await chosen(wb)
      .filter({ hasText: title })
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    if (found) return press(wb, "Enter");
    if (Date.now() > until) throw new Error(`the palette has no ${title}`);
    await press(wb, "Escape");
  }
}

/** Waits until the keyboard stands in the tree. */
export const untilInTree = (wb, timeout = limit) =>
  wb.page.waitForFunction(
    () => document.activeElement?.getAttribute("role") === "tree" && document.activeElement.ariaLabel === "Spaces",
    undefined,
    { timeout },
  );

/** Goes to the tree by its keys. They are pressed again where the first was lost, as while a menu goes away. */
export async function toTree(wb) {
  for (const until = Date.now() + limit; ;) {
    await press(wb, "Control+K", "Control+G");
    const isThere = await untilInTree(wb, 5_000).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if (Date.now() > until) throw new Error("the tree does not get the keyboard");
    await press(wb, "Escape");
  }
}

/** What a screen reader says of the row that the keyboard stands on; absent while there is none. */
export const said = (wb) =>
  wb.page.evaluate(() => {
    const at = document.activeElement?.getAttribute("aria-activedescendant");
    return (at ? document.getElementById(at) : undefined)?.getAttribute("aria-label") ?? undefined;
  });

/** Walks down the tree until a row is said so; from the top again when rows have moved past. */
export async function walkTo(wb, words) {
  const until = Date.now() + limit;
  while (Date.now() < until) {
    await untilInTree(wb);
    await press(wb, "Home");
    for (let now = await said(wb), before; now !== before; now = await said(wb)) {
      if (now !== undefined && words.test(now)) return now;
      before = now;
      await press(wb, "ArrowDown");
      await pause(60);
    }
  }
  throw new Error(`no row is said ${words}`);
}

/** Opens the row that the keyboard stands on. */
export async function open(wb) {
  await press(wb, "ArrowRight");
  await wb.page.waitForFunction(
    () => {
      const at = document.activeElement?.getAttribute("aria-activedescendant");
      return document.getElementById(at ?? "")?.getAttribute("aria-expanded") === "true";
    },
    undefined,
    { timeout: limit },
  );
}

/** Opens the menu of the row that the keyboard stands on. The key is lost where VS Code is just drawing the row again. */
export async function openMenu(wb) {
  const menu = wb.page.locator(".monaco-menu");
  for (const until = Date.now() + limit; ;) {
    await press(wb, "Shift+F10");
    if (
      await menu.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
    if (Date.now() > until) throw new Error("the row has no menu");
  }
}

/** Steps until the debugger stands elsewhere. The key is for nobody while VS Code has not shown the stop yet. */
export async function stepOver(wb) {
  const place = () => wb.page.locator(".debug-call-stack .stack-frame .line-number").first().textContent();
  const was = await place();
  for (const until = Date.now() + limit; (await place().catch(() => was)) === was; await pause(1_000)) {
    if (Date.now() > until) throw new Error(`the debugger stays at ${was}`);
    await press(wb, "F10");
  }
}
