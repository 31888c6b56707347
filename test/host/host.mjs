/**
 * A real VS Code without Electron: VS Code's own server (from the npm package code-server) and its web workbench,
 * which headless Chromium shows to tests and a person's own browser shows to a person.
 */
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { defaultVersion } from "./versions.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Which VS Code, where install.mjs put it, and the Node that it needs. */
export const version = process.env.VSCODE_HOST_VERSION || defaultVersion;
export const home = path.join(process.env.VSCODE_HOST_ROOT || path.resolve(here, "../../.vscode-host"), version);
export const serverMain = path.join(home, "vscode/out/server-main.js");
export const serverNode = process.env.VSCODE_HOST_NODE || path.join(home, "node/bin/node");

export const defaultSettings = {
  "workbench.startupEditor": "none",
  "workbench.welcomePage.experimentalOnboarding": false,
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "telemetry.feedback.enabled": false,
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "remote.autoForwardPorts": false,
  "remote.restoreForwardedPorts": false,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "npm.autoDetect": "off",
  "gulp.autoDetect": "off",
  "grunt.autoDetect": "off",
  "jake.autoDetect": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "debug.javascript.autoAttachFilter": "disabled",
  "files.simpleDialog.enable": true,
  "editor.accessibilitySupport": "off",
  "workbench.reduceMotion": "on",
};

/**
 * Start VS Code's server on a free loopback port, with a secret token and a throw-away profile.
 * Resolves once it answers; `stop()` ends the whole process group and removes the profile. `stays`: it waits for a
 * person, however long; else it ends by itself some minutes after its last window, should we be killed outright.
 */
export async function startServer({
  settings = {},
  env = {},
  extensionsDir,
  install = [],
  driver = true,
  stays = false,
  keep = !!process.env.VSCODE_HOST_KEEP,
  onLog,
} = {}) {
  for (const f of [serverMain, serverNode])
    if (!fs.existsSync(f)) throw new Error(`${f} is missing: run node test/host/install.mjs`);
  const tmp = fs.mkdtempSync(path.join(os.tmpdir(), "pspace-vscode-"));
  const userData = path.join(tmp, "user");
  const settingsFile = path.join(userData, "User/settings.json");
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  fs.writeFileSync(settingsFile, JSON.stringify({ ...defaultSettings, ...settings }, null, 2));
  const exts = extensionsDir || path.join(tmp, "extensions");
  fs.mkdirSync(exts, { recursive: true });
  const token = randomBytes(16).toString("hex");
  const childEnv = { ...process.env };
  // Nothing of a VS Code around us (an integrated terminal, a debugger's preload) may leak in.
  for (const k of Object.keys(childEnv))
    if (/^(VSCODE_(?!TEST_)|ELECTRON_|CODE_SERVER_)/.test(k) || k === "NODE_OPTIONS") delete childEnv[k];
  // No gallery: nothing asks open-vsx.org.
  Object.assign(childEnv, { EXTENSIONS_GALLERY: "{}" }, env);
  const dirs = ["--server-data-dir", path.join(tmp, "server"), "--user-data-dir", userData, "--extensions-dir", exts];
  // Installed as a user has them: a .vsix by VS Code's own command, a folder by a link that the first scan takes in.
  for (const e of install) {
    if (/\.vsix$/.test(e)) {
      execFileSync(serverNode, [serverMain, ...dirs, "--install-extension", path.resolve(e), "--force"], {
        env: childEnv,
        stdio: "pipe",
      });
      continue;
    }
    const { publisher, name, version: v } = JSON.parse(fs.readFileSync(path.join(e, "package.json"), "utf8"));
    fs.symlinkSync(path.resolve(e), path.join(exts, `${publisher}.${name}-${v}`), "dir");
  }
  const child = spawn(
    serverNode,
    [
      serverMain,
      "--host",
      "127.0.0.1",
      "--port",
      "0",
      "--connection-token",
      token,
      "--accept-server-license-terms",
      "--disable-telemetry",
      "--disable-experiments",
      "--disable-workspace-trust",
      // Without it a built workbench ignores extensionDevelopmentPath in the payload; with it no notification pops up as a toast.
      ...(driver ? ["--enable-smoke-test-driver"] : []),
      ...(stays ? [] : ["--reconnection-grace-time", "30", "--enable-remote-auto-shutdown"]),
      ...dirs,
    ],
    { env: childEnv, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  let log = "";
  const stop = async () => {
    const gone = new Promise((r) =>
      child.exitCode !== null || child.signalCode !== null ? r() : child.once("exit", r),
    );
    kill(child.pid, "SIGTERM");
    await Promise.race([gone, new Promise((r) => setTimeout(r, 3000))]);
    kill(child.pid, "SIGKILL");
    if (keep) console.error(`[vscode-host] kept ${tmp}`);
    else fs.rmSync(tmp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const port = await new Promise((resolve, reject) => {
    const t = setTimeout(() => reject(new Error("VS Code server did not start in 120 s:\n" + log)), 120000);
    const take = (d) => {
      log += d;
      onLog?.(String(d));
      const m = /Extension host agent listening on (\d+)/.exec(log);
      if (m) {
        clearTimeout(t);
        resolve(Number(m[1]));
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("exit", (c, s) => {
      clearTimeout(t);
      reject(new Error(`VS Code server ended (${c ?? s}):\n${log}`));
    });
  }).catch(async (e) => {
    await stop();
    throw e;
  });
  const exited = new Promise((r) => child.once("exit", (c, s) => r(c ?? s)));
  return { port, token, tmp, userData, extensions: exts, pid: child.pid, stop, exited, log: () => log };
}

/** The workbench's address. `payload` is a list of [key, value]; a path is made a vscode-remote URI here. */
export function workbenchUrl(server, { folder, workspace, devPaths = [], testsPath, openFile, payload = [] } = {}) {
  const uri = (p) =>
    /^[a-z-]+:\/\//.test(p)
      ? p
      : new URL(
          `vscode-remote://127.0.0.1:${server.port}` + encodeURI(path.resolve(p)).replace(/[?#]/g, encodeURIComponent),
        ).href;
  const all = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  for (const p of devPaths) all.push(["extensionDevelopmentPath", uri(p)]);
  if (testsPath) all.push(["extensionTestsPath", uri(testsPath)]);
  if (openFile) all.push(["openFile", uri(openFile)]);
  const q = new URLSearchParams({ tkn: server.token });
  if (workspace) q.set("workspace", path.resolve(workspace));
  else if (folder) q.set("folder", path.resolve(folder));
  else q.set("ew", "true");
  q.set("payload", JSON.stringify([...all, ...payload]));
  return `http://127.0.0.1:${server.port}/?${q}`;
}

export function findChromium() {
  const names = [
    process.env.VSCODE_HOST_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  try {
    names.push(chromium.executablePath());
  } catch {
    /* playwright has none */
  }
  const f = names.find((n) => n && fs.existsSync(n));
  if (!f)
    throw new Error(
      "no Chromium: apt-get install chromium, npx playwright-core install chromium, or set VSCODE_HOST_CHROMIUM",
    );
  return f;
}

export function launchBrowser({ headless = !process.env.VSCODE_HOST_HEADED } = {}) {
  return chromium.launch({
    executablePath: findChromium(),
    headless,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false, // else Playwright exits the process before stop() has run
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-extensions",
      // No name but loopback resolves: a page cannot reach out, and a missing network fails at once instead of hanging.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

function kill(pid, sig) {
  try {
    process.kill(-pid, sig);
  } catch {
    /* gone */
  }
}
