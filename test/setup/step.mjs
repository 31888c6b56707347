/** Runs one step of a rung to its end or its limit, and reads what the reporter wrote. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "./dependencies.mjs";

/** The process groups that run now; ended with the harness. */
const running = new Set();

let closed = false;

/** Ends what runs, and lets nothing begin any more: a step that is asked for afterwards never settles. */
export async function endRunning() {
  closed = true;
  await Promise.all([...running].map((nr) => endGroup(nr)));
}

/** Sends to every process of a group; false when there is none. */
function signalGroup(nr, signal) {
  try {
    return process.kill(-nr, signal);
  } catch {
    return false;
  }
}

/** Ends a group: politely, so that what it started elsewhere goes too; then for sure. */
async function endGroup(nr, patience = 15_000) {
  signalGroup(nr, "SIGTERM");
  const until = Date.now() + patience;
  while (signalGroup(nr, 0) && Date.now() < until) await pause(50);
  signalGroup(nr, "SIGKILL");
}

/** Folders of the user's own that a rung must not share with the user or with another rung. */
function privateFolders() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pspace-run-"));
  const env = {};
  for (const kind of ["STATE_HOME", "RUNTIME_DIR", "CONFIG_HOME", "DATA_HOME", "CACHE_HOME"]) {
    env[`XDG_${kind}`] = path.join(folder, kind.toLowerCase());
    mkdirSync(env[`XDG_${kind}`], { mode: 0o700 });
  }
  return { env: { ...env, DOCKER_CONFIG: path.join(folder, "docker") }, folder };
}

async function runProgram(command, minutes, env) {
  if (closed) return new Promise(() => undefined);
  const [program, ...words] = command;
  const child = spawn(program, words, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"], detached: true });
  const started = child.pid !== undefined;
  if (started) running.add(child.pid);
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    if (started) void endGroup(child.pid);
  }, minutes * 60_000);
  const ended = await new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
    child.once("error", (error) => resolve(error.message));
  });
  clearTimeout(limit);
  if (started) {
    await endGroup(child.pid, late ? 15_000 : 3_000);
    running.delete(child.pid);
  }
  return { ended, late };
}

/** One entry for each test: the last word on it; a test that began and never ended has failed. */
function readResults(file, why) {
  const tests = new Map();
  if (existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
      const { title, ...rest } = JSON.parse(line);
      tests.set(title, rest);
    }
  }
  return [...tests].map(([title, { is, error }]) =>
    is === "started" ? { title, is: "failed", error: `did not end: ${why}` } : { title, is, error },
  );
}

/**
 * The results of one step: `{ title, is: "passed" | "failed" | "skipped", error? }`. A step that is not mocha, or dies
 * without a word, has one result with its own name.
 */
export async function runStep(step, { minutes, grep, env }) {
  const missing = step.missing?.();
  if (missing) return [{ title: step.name, is: "skipped", error: missing }];
  const { env: own, folder } = privateFolders();
  const file = path.join(folder, "results");
  try {
    const whole = { ...process.env, ...env, ...own, PSPACE_RESULTS: file };
    const { ended, late } = await runProgram(step.command(grep), minutes, whole);
    const why = late ? `the limit of ${minutes} minutes` : `ended with ${ended}`;
    const results = step.reports ? readResults(file, why) : [];
    const failed = results.some(({ is }) => is === "failed");
    if ((ended !== 0 && !failed) || (results.length === 0 && !step.reports)) {
      results.push({ title: step.name, is: ended === 0 ? "passed" : "failed", error: why, whole: true });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
