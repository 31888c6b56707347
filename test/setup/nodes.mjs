/**
 * Node of other versions than ours, as npm distributes it, in .nodes: the inspector's ways have changed between them.
 * Installed once by the machine's own npm, in a folder that gets its name when it is whole; no script of theirs is run.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./dependencies.mjs";

const place = path.join(root, ".nodes");
const versions = [18, 22, 24];

/** Changes when what is installed changes, so that an older folder is made again. */
const stamp = `${versions.join(" ")} 1\n`;

const isMade = () => existsSync(path.join(place, "stamp")) && readFileSync(path.join(place, "stamp"), "utf8") === stamp;

function make(say) {
  say(`Installing Node ${versions.join(", ")} into .nodes`);
  const folder = mkdtempSync(`${place}-`);
  try {
    const wanted = versions.map((version) => `node${version}@npm:node-linux-${process.arch}@${version}`);
    writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
    const words = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", [...words, ...wanted], { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
    for (const version of versions)
      for (const unused of ["include", "lib", "share"])
        rmSync(path.join(folder, `node_modules/node${version}`, unused), { recursive: true, force: true });
    writeFileSync(path.join(folder, "stamp"), stamp);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Environment in which the tests find them. Never throws: what could not be had is a reason to skip, said by the test. */
export function otherNodes(say = console.log) {
  try {
    if (!isMade()) make(say);
    return { PSPACE_NODES: place };
  } catch (failure) {
    say(`No other versions of Node: ${failure instanceof Error ? failure.message : String(failure)}`);
    return {};
  }
}
