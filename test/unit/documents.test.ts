/** What no machine checks is not true: the documents name only what exists, and every source has a test or a reason. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { layers } from "../lint/layers.mjs";
import { testedElsewhere } from "./testedElsewhere.ts";

const root = path.join(__dirname, "../..");
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");
const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
}

/** The table of layers as ARCHITECTURE.md has it, without the padding of its columns. */
function layerRows(): readonly string[] {
  const words = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ") || "nothing";
  const short = (names: readonly string[]): readonly string[] => names.map((name) => name.replace(/^src\//, ""));
  return layers.map(({ folder, uses, packages }) => `| \`${folder}\` | ${words(short(uses))} | ${words(packages)} |`);
}

describe("the documents", () => {
  it("quote the layers that the linter holds", () => {
    const quoted = /<!-- layers -->(.*)<!-- end of layers -->/s.exec(read("ARCHITECTURE.md"))?.[1] ?? "";
    const rows = quoted.split("\n").map((row) => row.replace(/ +/g, " ").trim());
    assert.deepEqual(
      rows.filter((row) => row.startsWith("| `")),
      layerRows(),
    );
  });

  it("keep ARCHITECTURE.md within 250 lines", () => {
    assert.ok(read("ARCHITECTURE.md").split("\n").length <= 251);
  });

  for (const name of documents)
    it(`${name} names only files that exist`, () => {
      const places = [...read(name).matchAll(/`((?:src|test|media)\/[\w./-]+)`/g)].map(([, place]) => place ?? "");
      const links = [...read(name).matchAll(/\]\(([\w./-]+)\)/g)].map(([, place]) => place ?? "");
      assert.deepEqual(
        [...places, ...links].filter((place) => !existsSync(path.join(root, place))),
        [],
      );
    });

  for (const name of documents)
    it(`${name} gives only commands that exist`, () => {
      const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
      const used = [...read(name).matchAll(/(?:`|^ {4})npm (?:run )?([a-z]+)\b/gm)].map(([, script]) => script ?? "");
      assert.deepEqual(
        used.filter((script) => scripts[script] === undefined),
        [],
      );
      const commands = [...read(name).matchAll(/out\/cli\.js (\w+)/g)].map(([, command]) => command ?? "");
      const declared = filesBelow("src/cli/commands").flatMap((file) =>
        [...read(file).matchAll(/(?:Command\(program, |\bname: )"(\w+)/g)].map(([, command]) => command),
      );
      assert.deepEqual(
        commands.filter((command) => !declared.includes(command)),
        [],
      );
    });

  it("lead with the two commands", () => {
    assert.match(read("README.md"), /^# .*\n\n {4}npm start .*\n {4}npm test /);
  });
});

describe("every source", () => {
  const reached = new Set<string>();
  /** What a file runs of others, and they of others: types alone do not count. */
  const reach = (name: string): void => {
    if (reached.has(name) || !existsSync(path.join(root, name))) return;
    reached.add(name);
    for (const [, words] of read(name).matchAll(/^(?:import (?!type)[^;]*|export [^;]*) from "(\.[^"]+)"/gm))
      reach(path.posix.join(path.posix.dirname(name), words ?? ""));
  };
  filesBelow("test/unit")
    .filter((name) => name.endsWith(".test.ts"))
    .forEach(reach);

  /** Nothing runs in it: types alone. */
  const isWords = (name: string): boolean => !/^(export )?(async )?(function|class|const|let)\b/m.test(read(name));

  it("is reached by a unit test, or has a written reason", () => {
    const bare = filesBelow("src")
      .filter((name) => name.endsWith(".ts") && !reached.has(name) && !isWords(name))
      .filter((name) => !testedElsewhere.some(({ place }) => name === place || name.startsWith(`${place}/`)));
    assert.deepEqual(bare, []);
  });

  it("has a reason only where it is needed, and the test it speaks of exists", () => {
    const wrong = testedElsewhere.filter(
      ({ place, by }) => !existsSync(path.join(root, place)) || !existsSync(path.join(root, by)),
    );
    assert.deepEqual(wrong, []);
  });
});
