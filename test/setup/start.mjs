/**
 * `npm start`: installs what is missing, builds, brings up the playground and opens VS Code on it: with `code` where
 * there is a desktop, else VS Code in the browser. Ctrl-C takes down everything that it brought up, and nothing else.
 * `npm start -- --check` does the main job by itself instead, in a headless workbench, and says what it saw.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { installDependencies, installEditor, root, runThrough } from "./dependencies.mjs";
import { installMissing, packagesFor } from "./packages.mjs";

const check = process.argv.includes("--check");
const began = Date.now();
const say = (words) => console.log(`[${((Date.now() - began) / 1000).toFixed(1)} s] ${words}`);

/** What Ctrl-C takes down, the youngest first. */
const running = [];
let stopping;
function stop() {
  stopping ??= (async () => {
    for (const end of running.splice(0).reverse())
      await Promise.resolve(end()).catch((failure) => say(String(failure)));
  })();
  return stopping;
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (!stopping) say("Taking everything down");
    void stop().then(() => process.exit(check ? 1 : 0));
  });
}

/** A check must neither see nor leave anything in the user's own folders. */
function usePrivateFolders() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pspace-check-"));
  running.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  for (const kind of ["STATE_HOME", "RUNTIME_DIR", "CONFIG_HOME", "DATA_HOME", "CACHE_HOME"]) {
    process.env[`XDG_${kind}`] = path.join(folder, kind.toLowerCase());
    mkdirSync(process.env[`XDG_${kind}`], { mode: 0o700 });
  }
}

const hasDesktop = () =>
  process.env.PSPACE_EDITOR !== "browser" &&
  Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) &&
  spawnSync("code", ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** VS Code of the desktop with this tree's extension, as with F5. Resolves when its window is closed. */
async function openDesktop(folder) {
  const profile = mkdtempSync(path.join(os.tmpdir(), "pspace-profile-"));
  running.push(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const words = ["--new-window", "--wait", `--extensionDevelopmentPath=${root}`, `--user-data-dir=${profile}`];
  const child = spawn("code", [...words, ...(process.getuid() === 0 ? ["--no-sandbox"] : []), folder], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  running.push(() => child.kill("SIGTERM"));
  say("VS Code is opening. Ctrl-C here, or closing its window, ends everything.");
  await new Promise((resolve) => child.once("exit", resolve));
}

/** VS Code in the browser. Resolves when its server ends, which it does not do by itself. */
async function openInBrowser(folder) {
  const { startServer, workbenchUrl } = await import("../host/host.mjs");
  const server = await startServer({ install: [root], driver: false, stays: true, settings: personal });
  running.push(() => server.stop());
  console.log(`\n  Open this in a browser:\n\n  ${workbenchUrl(server, { folder })}\n`);
  console.log("  It answers on this machine only. PID Spaces is in the bar at the left. Ctrl-C ends everything.\n");
  await server.exited;
}

/** Settings of the test host that a person would miss. */
const personal = { "editor.accessibilitySupport": "auto", "workbench.reduceMotion": "auto", "git.enabled": true };

async function main() {
  installDependencies(say);
  const { defaultVersion } = await import("../host/versions.mjs");
  const inBrowser = check || !hasDesktop();
  installMissing({ ...packagesFor.start, ...(check ? packagesFor.browser : {}) }, say);
  if (inBrowser) installEditor(defaultVersion);
  say("Building");
  runThrough(process.execPath, [path.join(root, "test/setup/build.mjs")]);
  if (check) usePrivateFolders();
  say("Bringing up the playground");
  const { startPlayground } = await import("../playground/playground.mjs");
  const playground = await startPlayground((words) => say(`  ${words}`));
  running.push(playground.stop);
  if (check) {
    const { checkPlayground } = await import("../playground/check.mjs");
    return checkPlayground(playground, say);
  }
  await (inBrowser ? openInBrowser(playground.folder) : openDesktop(playground.folder));
  return true;
}

let good = false;
try {
  good = await main();
} catch (failure) {
  if (!stopping) console.error(failure instanceof Error ? failure.message : String(failure));
}
await stop();
process.exit(good ? 0 : 1);
