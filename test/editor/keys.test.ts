/** Our keys in a real VS Code: nobody else's, but for the two that we stand in for. */
import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { opened } from "./hold.ts";

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

/** What these do elsewhere, ours do in the tree: Enter opens and closes the row of a space as usual, Ctrl+F finds. */
const stoodInFor = ["list.select", "actions.find"];

/** What holds while the keyboard stands in our tree, with an editor open beside it. */
const inTree: Readonly<Record<string, unknown>> = {
  focusedView: "pspace.spaces",
  listFocus: true,
  listSupportsFind: true,
  sideBarFocus: true,
  sideBarVisible: true,
  editorIsOpen: true,
};

/** Whether a condition, as VS Code writes it out (an "or" of "and"s), holds there. */
function holds(when: string): boolean {
  return when.split(" || ").some((all) => all.split(" && ").every(isTrue));
}

function isTrue(term: string): boolean {
  const [, name = "", how, value] = /^!?([\w.:-]+)(?: (==|!=) '?(.*?)'?)?$/.exec(term) ?? [];
  if (how !== undefined) return (inTree[name] === value) === (how === "==");
  return (inTree[name] === true) !== term.startsWith("!");
}

describe("keys", () => {
  it("are nobody else's", async () => {
    await opened();
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const all = parse(text) as readonly Binding[];
    const ours = all.filter(({ command }) => command.startsWith("pspace."));
    const others = all.filter(({ command }) => !command.startsWith("pspace."));
    assert.ok(ours.length >= 8, JSON.stringify(ours));
    for (const { key, when } of ours) {
      const same = others.filter((other) => other.key === key && !stoodInFor.includes(other.command));
      const clashing = when === undefined ? same : same.filter((other) => holds(other.when ?? ""));
      assert.deepEqual(clashing, [], `${key} ${when ?? ""}`);
    }
    assert.ok(
      others.some((other) => other.key === "enter" && other.command === "list.select" && holds(other.when ?? "")),
    );
  });
});
