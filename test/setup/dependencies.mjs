/** `npm ci` and VS Code's host, each only where it is missing. Imports nothing that npm has to install first. */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Whether node_modules holds what package-lock.json asks for. A link to another tree's is taken as it is. */
function installed() {
  const folder = path.join(root, "node_modules");
  if (!existsSync(folder)) return false;
  if (lstatSync(folder).isSymbolicLink()) return true;
  const file = path.join(folder, ".package-lock.json");
  if (!existsSync(file)) return false;
  const have = JSON.parse(readFileSync(file, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === "" || optional || have[name]?.version === version,
  );
}

/** Runs a program to its end, showing what it says; throws when it fails. */
export function runThrough(program, words, options = {}) {
  const { status, error } = spawnSync(program, words, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    ...options,
  });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} failed${error ? `: ${error.message}` : ""}`);
}

/** npm's packages, exactly as locked. Tried twice: a registry may hiccup. */
export function installDependencies(say = console.log) {
  if (installed()) return;
  say("Installing npm packages (npm ci)");
  const words = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  try {
    runThrough("npm", words, { timeout: 600_000 });
  } catch {
    runThrough("npm", words, { timeout: 600_000 });
  }
}

/** VS Code of one version (see test/host/versions.mjs), into .vscode-host. */
export function installEditor(version) {
  const words = [path.join(root, "test/host/install.mjs"), version];
  try {
    runThrough(process.execPath, words, { timeout: 600_000 });
  } catch {
    runThrough(process.execPath, words, { timeout: 600_000 });
  }
}
