#!/usr/bin/env node
/**
 * Runs the editor rung inside VS Code: node test/host/run.mjs [VERSION] [-g WORDS] [--folder FOLDER]
 * The extension is the one of this tree, as built in out/. PSPACE_DESKTOP=1 takes a downloaded desktop VS Code
 * instead of the host beside this file; that needs internet and a display (xvfb-run).
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import { defaultVersion } from "./versions.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: "string", short: "g" }, folder: { type: "string" } },
});
const version = positionals[0] ?? defaultVersion;
const folder = values.folder ?? path.join(root, "test/editor/workspace");

const which = process.env.PSPACE_DESKTOP
  ? { version }
  : { vscodeExecutablePath: path.join(here, "code.mjs"), reuseMachineInstall: true };

try {
  process.exitCode = await runTests({
    ...which,
    extensionDevelopmentPath: [root, path.join(root, "test/editor/neighbour"), path.join(here, "standIns/debuggers")],
    extensionTestsPath: path.join(here, "inside.cjs"),
    launchArgs: [folder],
    extensionTestsEnv: { VSCODE_HOST_VERSION: version, ...(values.grep ? { PSPACE_GREP: values.grep } : {}) },
  });
} catch (failure) {
  console.error(String(failure instanceof Error ? failure.message : failure));
  process.exitCode = 1;
}
