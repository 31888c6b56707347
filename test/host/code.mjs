#!/usr/bin/env node
/**
 * Takes the command line that @vscode/test-electron gives to VS Code and runs it in the host of host.mjs.
 * Use: runTests({ vscodeExecutablePath: '<this file>', extensionDevelopmentPath, extensionTestsPath, launchArgs: [folder] })
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import util from "node:util";
import { fileURLToPath } from "node:url";
import { launchBrowser, startServer, workbenchUrl } from "./host.mjs";

const o = {
  dev: [],
  tests: undefined,
  target: undefined,
  extensions: undefined,
  disableExtensions: false,
  inspect: undefined,
};
const argv = process.argv.slice(2);
for (let i = 0; i < argv.length; i++) {
  const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(argv[i]) || [];
  if (!name) {
    if (!argv[i].startsWith("-")) o.target ??= argv[i];
    continue;
  }
  const value = () => (inline !== undefined ? inline : argv[++i]);
  switch (name) {
    case "extensionDevelopmentPath":
      o.dev.push(value());
      break;
    case "extensionTestsPath":
      o.tests = value();
      break;
    case "extensions-dir":
      o.extensions = value();
      break;
    case "user-data-dir":
      value();
      break; // always a fresh profile here
    case "folder-uri":
      o.target ??= fileURLToPath(value());
      break;
    case "inspect-extensions":
    case "inspect-brk-extensions":
      o.inspect = [name, value()];
      break;
    case "disable-extensions":
      o.disableExtensions = true;
      break;
    default: // Electron's own switches (--no-sandbox, --disable-updates, ...) mean nothing here.
  }
}
if (!o.tests || !o.dev.length) {
  console.error("code.mjs: --extensionDevelopmentPath and --extensionTestsPath are needed");
  process.exit(2);
}

const verbose = !!process.env.VSCODE_HOST_VERBOSE;
const limit = Number(process.env.VSCODE_HOST_TIMEOUT_MS || 600000);
const mark = `\u0001${randomBytes(6).toString("hex")}:`;
const t0 = Date.now();
const noise = [];
let server, browser, page, ending, verdict;

async function end(code, why) {
  if (ending) return;
  ending = true;
  if (why) console.error(`[vscode-host] ${why}`);
  if (code !== 0) {
    if (process.env.VSCODE_HOST_SHOT)
      await page?.screenshot({ path: process.env.VSCODE_HOST_SHOT, timeout: 5000 }).catch(() => {});
    if (verdict === undefined && !verbose)
      console.error(noise.slice(-40).join("\n") + "\n" + (server?.log() ?? "").slice(-4000));
  }
  await browser?.close().catch(() => {});
  await server?.stop().catch(() => {});
  if (verbose) console.error(`[vscode-host] ended with ${code} after ${Date.now() - t0} ms`);
  // runTests() destroys the pipes when it sees our exit: give it a moment to read what is in them.
  setTimeout(() => process.exit(code), 200);
}
for (const s of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(s, () => end(130, s));

try {
  // The web workbench takes one extension under development; the others are installed beside it.
  const [own, ...others] = o.dev;
  server = await startServer({
    extensionsDir: o.extensions,
    install: others,
    env: { VSCODE_HOST_MARK: mark, VSCODE_HOST_TESTS: path.resolve(o.tests) },
    onLog: verbose ? (s) => process.stderr.write(s) : undefined,
  });
  server.exited.then((c) => end(1, `VS Code's server ended (${c})`));
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on("crash", () => end(1, "the page crashed"));
  page.on("pageerror", (e) => noise.push(`[page] ${e.stack || e}`));
  // VS Code's own hooks for test runs: every log line, the extension host's console among them, and the end.
  await page.exposeFunction("codeAutomationLog", (type, args) => {
    const text = util.format(...args);
    if (!text.startsWith(mark)) {
      noise.push(`[${type}] ${text.split("\n")[0].slice(0, 300)}`);
      if (verbose) console.error(`[${type}] ${text}`);
      return;
    }
    const kind = text[mark.length],
      rest = text.slice(mark.length + 1) + "\n";
    if (kind === "1") process.stdout.write(rest);
    else if (kind === "2") process.stderr.write(rest);
    else verdict = kind === "0" ? 0 : 1;
  });
  // An extension host that dies is reported with 0 too, so only the suite's own word counts as success.
  await page.exposeFunction("codeAutomationExit", (code) =>
    verdict === undefined
      ? end(code || 1, `the extension host ended (${code}) before the suite did`)
      : end(verdict || code || 0),
  );
  const isWs = /\.code-workspace$/.test(o.target || "");
  await page.goto(
    workbenchUrl(server, {
      [isWs ? "workspace" : "folder"]: o.target,
      devPaths: [own],
      testsPath: fileURLToPath(new URL("bootstrap.cjs", import.meta.url)),
      payload: [...(o.disableExtensions ? [["disableExtensions", "true"]] : []), ...(o.inspect ? [o.inspect] : [])],
    }),
    { timeout: 180_000 },
  );
  setTimeout(() => end(124, `no result in ${limit} ms`), limit).unref();
} catch (e) {
  await end(1, e.stack || String(e));
}
