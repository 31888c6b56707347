import assert from "node:assert/strict";
import { entriesIn, placeAt } from "../../../src/launch/fields.ts";

const launch = "/home/u/.vscode/launch.json";

/** The text without its mark `|`, and where the mark was. */
function marked(text: string): { readonly text: string; readonly at: number } {
  return { text: text.replace("|", ""), at: text.indexOf("|") };
}

const typing = (value: string, type = "pspace", name = "task") =>
  marked(`{ "configurations": [ { "type": "${type}", "${name}": ${value} } ] }`);

describe("launch configurations as text", () => {
  it("have their fields, with comments and trailing commas, and each with its place", () => {
    const text = `// mine\n{ "configurations": [ { "type": "node", "processId": "web:17", }, { "type": "pspace", "task": 17 }, ], }`;
    const entries = entriesIn(text, launch);
    assert.deepEqual(
      entries.flatMap(({ fields }) =>
        fields.map(({ name, offset, length }) => [name, text.slice(offset, offset + length)]),
      ),
      [
        ["processId", '"web:17"'],
        ["task", "17"],
      ],
    );
    assert.deepEqual({ ...entries[1]?.configuration }, { type: "pspace", task: 17 });
  });

  it("lie in settings and in workspace files too, and for Linux alone", () => {
    const one = `{ "type": "lldb", "pid": 4, "linux": { "pid": "web:17" }, "task": "no field of this type" }`;
    const found = (text: string, name: string) =>
      entriesIn(text, name).flatMap(({ fields }) => fields.map(({ value }) => value));
    assert.deepEqual(found(`{ "launch": { "configurations": [${one}] } }`, "/x/.vscode/settings.json"), [4, "web:17"]);
    assert.deepEqual(found(`{ "launch": { "configurations": [${one}] } }`, "/x/y.code-workspace"), [4, "web:17"]);
    assert.deepEqual(found(`{ "settings": { "launch": { "configurations": [${one}] } } }`, "/x/y.code-workspace"), [
      4,
      "web:17",
    ]);
    assert.deepEqual(found(`{ "configurations": [${one}] }`, "/x/.vscode/settings.json"), []);
  });

  it("that are half written give what can be read", () => {
    assert.deepEqual(entriesIn("", launch), []);
    assert.equal(
      entriesIn('{ "configurations": [ { "type": "pspace", "task": "web:1', launch)[0]?.fields[0]?.value,
      "web:1",
    );
  });

  it("know what is being typed", () => {
    const cases: readonly (readonly [string, string | undefined, boolean])[] = [
      ['"|"', "", true],
      ['"we|b:17"', "we", true],
      ['"web:17|"', "web:17", true],
      ["|", "", false],
      ["17|", "17", false],
      ['[ "|" ]', undefined, false],
    ];
    for (const [value, typed, quoted] of cases) {
      const { text, at } = typing(value);
      const place = placeAt(text, launch, at);
      assert.deepEqual([place?.typed, place?.quoted ?? false], [typed, quoted], value);
    }
  });

  it("know it for each type's own fields only", () => {
    const holds = (type: string, name: string) => {
      const { text, at } = typing('"|"', type, name);
      return placeAt(text, launch, at)?.holds;
    };
    assert.deepEqual(
      [holds("pspace", "space"), holds("pspace", "match"), holds("node", "processId"), holds("lldb-dap", "pid")],
      ["space", "match", "tuple", "tuple"],
    );
    assert.deepEqual(
      [holds("pspace", "pid"), holds("node", "task"), holds("node", "name")],
      [undefined, undefined, undefined],
    );
  });

  it("replace the value, not its quotes", () => {
    const { text, at } = typing('"web|:17"');
    const place = placeAt(text, launch, at);
    assert.equal(text.slice(place?.offset, (place?.offset ?? 0) + (place?.length ?? 0)), "web:17");
  });
});
