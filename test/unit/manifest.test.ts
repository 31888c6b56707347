/** package.json against the code: every command, view, context and word that one side names is known to the other. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { debuggerNames } from "../../src/model/plan.ts";
import { Command } from "../../src/editor/ids.ts";
import { traits } from "../../src/views/nodes.ts";

interface Entry {
  readonly command?: string;
  readonly when?: string;
  readonly icon?: string;
  readonly view?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly (Entry & { readonly command: string })[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly (Entry & { readonly contents: string })[];
    readonly keybindings?: readonly Entry[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>>;
    };
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly inputSchema: { readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>> };
    }[];
    readonly debuggers: readonly {
      readonly type: string;
      readonly configurationAttributes: {
        readonly attach: { readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>> };
      };
    }[];
  };
}

const text = readFileSync(path.resolve("package.json"), "utf8");
const manifest = JSON.parse(text) as Manifest;
const nls = JSON.parse(readFileSync(path.resolve("package.nls.json"), "utf8")) as Record<string, string>;
const { contributes } = manifest;
const known: readonly string[] = Object.values(Command);
const entries = [
  ...Object.values(contributes.menus).flat(),
  ...contributes.viewsWelcome,
  ...(contributes.keybindings ?? []),
];

/** Contexts that the sidebar sets; everything else in a `when` is VS Code's own. */
const contexts = ["state", "seenFrom", "flat", "filtered", "empty", "kernelThreads", "idleShells"].map(
  (key) => `pspace.${key}`,
);

describe("manifest", () => {
  it("knows the commands of the code, no more and no fewer", () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), known.toSorted());
  });

  it("names only its own commands in menus, keys and welcomes", () => {
    for (const { command } of entries) {
      if (command !== undefined) assert.ok([...known, "pspace.spaces.focus"].includes(command), command);
    }
    for (const [, id] of text.concat(JSON.stringify(nls)).matchAll(/command:(pspace\.\w+)(?!\.focus)\b/g))
      assert.ok(known.includes(id ?? ""), id);
  });

  it("asks for no trait that no row has", () => {
    for (const { when = "" } of entries) {
      for (const [, trait] of when.matchAll(/\\b(\w+)\\b/g))
        assert.ok((traits as readonly string[]).includes(trait ?? ""), when);
    }
  });

  it("asks for no context that nobody sets", () => {
    for (const { when = "" } of entries) {
      for (const [context] of when.matchAll(/pspace\.\w+/g)) {
        assert.ok([...contexts, "pspace.spaces", "pspace.snapshot"].includes(context), when);
      }
    }
  });

  it("gives every command in a title or beside a row its icon", () => {
    const shown = [...(contributes.menus["view/title"] ?? []), ...(contributes.menus["view/item/context"] ?? [])]
      .filter((entry) => /^(navigation|inline)/.test((entry as { group?: string }).group ?? ""))
      .map(({ command }) => command);
    for (const { command, icon } of contributes.commands) {
      if (shown.includes(command)) assert.match(icon ?? "", /^\$\([a-z-]+\)$/, command);
    }
  });

  it("translates every key, and has no text that nobody shows", () => {
    const asked = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...asked].toSorted(), Object.keys(nls).toSorted());
  });

  it("keeps its settings from workspaces that were not trusted, but for those that only say how texts are read", () => {
    const properties = contributes.configuration.properties;
    const harmless = ["pspace.logs", "pspace.inlayHints"];
    for (const [name, { scope, default: usual }] of Object.entries(properties)) {
      assert.equal(scope, harmless.includes(name) ? "resource" : "machine", name);
      assert.notEqual(usual, undefined, name);
    }
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    const restricted = Object.keys(properties).filter((name) => !harmless.includes(name));
    assert.deepEqual(restrictedConfigurations.toSorted(), restricted.toSorted());
  });

  it("wakes for texts, output channels (their language has a capital), launch.json, and links from outside", () => {
    for (const event of ["onLanguage:plaintext", "onLanguage:log", "onLanguage:Log", "onLanguage:jsonc", "onUri"])
      assert.ok(manifest.activationEvents.includes(event), event);
  });

  it("runs where the processes are, and only when it is wanted", () => {
    assert.deepEqual(manifest.extensionKind, ["workspace"]);
    assert.ok(!manifest.activationEvents.some((event) => event === "*" || event === "onStartupFinished"));
  });

  it("describes the tools for language models that there are", () => {
    const source = readFileSync(path.resolve("src/assistant/tools.ts"), "utf8");
    const interfaceText = /export interface Tools \{(.*?)\n\}/s.exec(source)?.[1] ?? "";
    const made = [...interfaceText.matchAll(/readonly (\w+): vscode/g)].map(([, name]) => name);
    assert.deepEqual(contributes.languageModelTools.map(({ name }) => name).toSorted(), made.toSorted());
    for (const { name, inputSchema } of contributes.languageModelTools) {
      const { tuple, debugger: offered } = inputSchema.properties;
      assert.ok(name === "pspace_list" || tuple, name);
      if (offered) assert.deepEqual(offered.enum, [...debuggerNames]);
    }
  });

  it("offers the debuggers that there are", () => {
    const own = contributes.debuggers.find(({ type }) => type === "pspace");
    assert.deepEqual(own?.configurationAttributes.attach.properties["debugger"]?.enum, [...debuggerNames]);
  });
});
