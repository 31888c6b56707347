/** Every text for people can be said in every language that we bring. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** Folders of process 1, where `t("…")` and `l10n.t("…")` speak to people. */
const folders = ["assistant", "client", "commands", "debug", "documents", "editor", "launch", "views"];
const languages = ["de", "zh-cn"];

const readJson = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(path.resolve(file), "utf8")) as Record<string, string>;

function sources(): string[] {
  const below = folders
    .map((folder) => `src/${folder}`)
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`));
  return ["src/extension.ts", ...below].filter((file) => file.endsWith(".ts"));
}

/** The texts in a source; a text that is put together at run time cannot be translated, and fails. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const tree = ts.createSourceFile(file, readFileSync(path.resolve(file), "utf8"), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(vscode\.l10n\.)?t$/.test(node.expression.getText(tree))) {
      const [first] = node.arguments;
      assert.ok(first && ts.isStringLiteralLike(first), `${file}: ${node.getText(tree)}`);
      texts.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
}

const gaps = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([gap]) => gap).toSorted();

describe("words for people", () => {
  const texts = [...new Set(sources().flatMap(textsIn))].toSorted();

  for (const language of languages) {
    it(`are all there in ${language}, with the same gaps, and none too many`, () => {
      const bundle = readJson(`l10n/bundle.l10n.${language}.json`);
      assert.deepEqual(Object.keys(bundle).toSorted(), texts);
      for (const [text, said] of Object.entries(bundle)) assert.deepEqual(gaps(said), gaps(text), text);
    });

    it(`of the manifest are all there in ${language}`, () => {
      const [usual, said] = [readJson("package.nls.json"), readJson(`package.nls.${language}.json`)];
      assert.deepEqual(Object.keys(said).toSorted(), Object.keys(usual).toSorted());
      for (const [key, value] of Object.entries(usual)) {
        assert.deepEqual(
          [...(said[key] ?? "").matchAll(/command:\S+?\)/g)].map(String),
          [...value.matchAll(/command:\S+?\)/g)].map(String),
          key,
        );
      }
    });
  }
});
