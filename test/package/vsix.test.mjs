/** What is shipped: the VSIX holds what it needs and nothing else, and works in a clean VS Code. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openSidebar, rowFor } from "../e2e/steps.mjs";
import { openWorkbench } from "../host/workbench.mjs";
import { root } from "../setup/dependencies.mjs";

const vsix = path.join(root, "out/pspace.vsix");

describe("the package", function () {
  this.timeout(240_000);
  let folder;
  let extension;

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "pspace-vsix-"));
    execFileSync("python3", ["-m", "zipfile", "-e", vsix, folder]);
    extension = path.join(folder, "extension");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const files = () =>
    readdirSync(extension, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(extension, path.join(entry.parentPath ?? entry.path, entry.name)));

  it("has the programs, the words, the pictures and the documents", () => {
    const wanted = [
      "out/extension.js",
      "out/engine.js",
      "out/cli.js",
      "out/keeper.js",
      "package.json",
      "package.nls.json",
    ];
    const documents = [
      "readme.md",
      "changelog.md",
      "LICENSE.txt",
      "media/icon.png",
      "media/sidebar.svg",
      "src/api/pspace.d.ts",
    ];
    const have = files();
    assert.deepEqual(
      [...wanted, ...documents].filter((name) => !have.includes(name)),
      [],
    );
  });

  const declarations = "src/api/pspace.d.ts"; // what other extensions copy

  it("has neither sources nor tests nor anybody else's packages", () => {
    const strange = files().filter(
      (name) =>
        (/\.(ts|map|cc|hh|c)$/.test(name) && name !== declarations) ||
        !/^(out|media|l10n|node_modules\/(koffi|@koromix)|src\/api|[^/]+$)/.test(name),
    );
    assert.deepEqual(strange, []);
  });

  it("brings the native part along, which loads from there", () => {
    const version = execFileSync(process.execPath, ["-p", "require('koffi').version"], {
      cwd: extension,
      encoding: "utf8",
    });
    assert.match(version, /^\d+\.\d+\.\d+/);
  });

  it("has a command line that answers", () => {
    const text = execFileSync(process.execPath, [path.join(extension, "out/cli.js"), "spaces", "--json"], {
      cwd: "/",
      encoding: "utf8",
    });
    assert.ok(JSON.parse(text).some(({ id }) => id === "host"));
  });

  it("installs into a clean VS Code and shows the spaces there", async () => {
    const wb = await openWorkbench({ folder, install: [vsix] });
    try {
      await openSidebar(wb);
      await rowFor(wb, os.hostname()).or(rowFor(wb, "host")).first().waitFor({ timeout: 180_000 });
    } finally {
      await wb.close();
    }
  });
});
