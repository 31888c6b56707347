/**
 * Accidents with VS Code's debugger for Node across a namespace, each reproduced with a configuration that knows of no
 * containers, and avoided by ours. In the newest VS Code alone, for the danger is its debugger's.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { nodeContents } from "../support/images.mjs";
import { commandOf, endChild, lives, namespaceOf, numbersOf, untilDescendant } from "../support/processes.ts";
import { busyboxRoot, type Root } from "../support/roots.ts";
import { until } from "../support/waits.ts";
import { endSessions, sourceFile, untilCounting, untilNothingLeft, workspaceFolder } from "./debugging.ts";
import { opened } from "./hold.ts";
import { counterScript } from "./nodes.ts";

const isOldest = vscode.version.startsWith("1.100.");

/** Starts a Node program of its own every so often, and keeps how many ended well and how many did not. */
const parent = `
const { spawnSync } = require("node:child_process");
const seen = { well: 0, badly: 0 };
setInterval(() => {
  seen[spawnSync(process.execPath, ["-e", "0"]).status === 0 ? "well" : "badly"] += 1;
  require("node:fs").writeFileSync(process.argv[2], JSON.stringify(seen));
}, 200);`;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts a session and gives its root and its child, the one that has the process. */
async function attached(
  configuration: object,
): Promise<readonly [root: vscode.DebugSession, child: vscode.DebugSession]> {
  const children: vscode.DebugSession[] = [];
  const watching = vscode.debug.onDidStartDebugSession((session) => {
    if (session.parentSession) children.push(session);
  });
  try {
    const whole = { type: "node", request: "attach", name: "accident", ...configuration };
    assert.ok(await vscode.debug.startDebugging(workspaceFolder(), whole));
    const child = await until("the process's own session", () => children[0]);
    assert.ok(child.parentSession);
    return [child.parentSession, child];
  } finally {
    watching.dispose();
  }
}

(isOldest ? () => undefined : describe)("accidents with Node's debugger", function () {
  this.timeout(300_000);
  const roots: Root[] = [];
  const programs: ChildProcess[] = [];
  let folder = "";

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "pst-accidents-"));
    await opened();
  });
  afterEach(async () => {
    await endSessions();
    for (const program of programs.splice(0)) await endChild(program);
    for (const root of roots.splice(0)) root.remove();
    rmSync(folder, { recursive: true, force: true });
    await untilNothingLeft();
  });

  /** A task of the host, and a Node that has the same number in a namespace of its own. */
  async function twins(port: number, count: string): Promise<{ readonly stranger: number; readonly node: number }> {
    const sleep = spawn("sleep", ["1000000"], { stdio: "ignore" });
    programs.push(sleep);
    const stranger = sleep.pid ?? 0;
    const script = sourceFile(counterScript);
    const start = `echo ${stranger - 1} > /proc/sys/kernel/ns_last_pid; node --inspect=127.0.0.1:${port} ${script} ${count} twin & wait`;
    const words = ["--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", start];
    const unshared = spawn("unshare", words, { stdio: "ignore", cwd: "/" });
    programs.push(unshared);
    const node = await untilDescendant(unshared.pid ?? 0, "the twin runs", (nr) => commandOf(nr)[0] === "node");
    assert.equal(numbersOf(node).at(-1), stranger);
    await untilCounting(count);
    return { stranger, node };
  }

  it("told to end the process it ends a stranger of the same number; through us it ends nobody", async () => {
    const [port, count] = [await freePort(), path.join(folder, "count")];
    const { stranger, node } = await twins(port, count);
    const [ours] = await attached({ type: "pspace", task: `${namespaceOf(node)}:${stranger}` });
    await ours.customRequest("disconnect", { terminateDebuggee: true });
    await endSessions();
    await untilCounting(count);
    assert.ok(lives(stranger) && lives(node));
    const [naive] = await attached({ address: "127.0.0.1", port });
    await naive.customRequest("disconnect", { terminateDebuggee: true });
    await until("the danger: the stranger has ended", () => !lives(stranger));
    assert.ok(lives(node), "and not the one that was meant");
  });

  it("its own way into children ends them in a container; through us they live", async () => {
    const root = await busyboxRoot({ ...nodeContents, files: { "/app/parent.js": parent } });
    roots.push(root);
    const port = await freePort();
    const node = ["/usr/bin/node", `--inspect=127.0.0.1:${port}`, "/app/parent.js", "/seen"];
    const words = ["--pid", "--fork", "--kill-child", "--mount", `--root=${root.folder}`, ...node];
    const unshared = spawn("unshare", words, { stdio: "ignore", cwd: "/" });
    programs.push(unshared);
    const nr = await untilDescendant(unshared.pid ?? 0, "it runs", (each) => commandOf(each).join() === node.join());
    const seen = (): { readonly well: number; readonly badly: number } | undefined => {
      const file = path.join(root.folder, "seen");
      const text = existsSync(file) ? readFileSync(file, "utf8") : "";
      return text === "" ? undefined : (JSON.parse(text) as { well: number; badly: number });
    };
    const before = await until("children end well", () => seen()?.well);
    await attached({ type: "pspace", task: `${namespaceOf(nr)}:1` });
    await until("children end well under us", () => (seen()?.well ?? 0) > before + 2);
    await endSessions();
    assert.equal(seen()?.badly, 0);
    await attached({ address: "127.0.0.1", port });
    await until("the danger: children end badly", () => (seen()?.badly ?? 0) > 0);
  });
});
