/**
 * Something real to debug, without a container engine: `web`, a Node service whose worker is not number 1; `jobs`,
 * with a space inside its space; `guest`, the same service of an ordinary user (only root can make one for somebody
 * else); and the service as a Docker container where Docker runs. `stop` takes all of it down, and nothing else.
 */
import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startTimeOf, sweepLeftovers } from "../support/leftovers.mjs";
import { dockerAnswers, startContainer } from "./docker.mjs";
import { launchFor } from "./launch.mjs";
import { startUnshared } from "./unshared.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.resolve(here, "../../out/cli.js");

/** What `pspace` prints for these words, parsed. */
async function askPspace(...words) {
  const options = { encoding: "utf8", maxBuffer: 1 << 26, timeout: 120_000 };
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words, "--json"], options);
  return stdout.trim() === "" ? undefined : JSON.parse(stdout);
}

const prefix = "pspace-playground-";

/**
 * A folder that an ordinary user can read, with the sources; the native job is built where there is a compiler. It lies
 * in one that says whose it is: what a killed run left is swept by the next.
 */
function makeWorkspace() {
  sweepLeftovers(prefix);
  const own = mkdtempSync(path.join(os.tmpdir(), prefix));
  chmodSync(own, 0o755);
  writeFileSync(path.join(own, "owner"), `${process.pid} ${startTimeOf(process.pid)}\n`);
  const folder = path.join(own, "playground");
  cpSync(path.join(here, "sources"), folder, { recursive: true });
  mkdirSync(path.join(folder, "logs"));
  const jobs = path.join(folder, "jobs");
  spawnSync("gcc", ["-g", "-O0", "-o", "nightly", "nightly.c"], { cwd: jobs, stdio: "ignore" });
  return folder;
}

/** The tuple of the task in `space` whose command line has these words; waits until there is one. */
async function tupleOf(space, words) {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(100)) {
    const tasks = await askPspace("tasks", space);
    const found = tasks.find(({ command }) => String(command).includes(words));
    if (found) return `${space}:${found.pid}`;
  }
  throw new Error(`nothing in ${space} runs ${words}`);
}

/** The innermost namespace below a process: that of the nightly job. */
async function namespaceBelow(first, notThis) {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(50)) {
    for (const nr of descendantsOf(first)) {
      const space = readNamespace(nr);
      if (space !== undefined && space !== notThis) return space;
    }
  }
  throw new Error("the nightly job did not start");
}

function readNamespace(nr) {
  try {
    return readlinkSync(`/proc/${nr}/ns/pid`);
  } catch {
    return undefined;
  }
}

function descendantsOf(nr) {
  try {
    const children = readFileSync(`/proc/${nr}/task/${nr}/children`, "utf8").split(" ").filter(Boolean);
    return children.flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return [];
  }
}

/** Whether the ordinary user could run our Node at all (it may lie in a private home). */
function othersMayRun(program) {
  const words = ["--reuid=65534", "--regid=65534", "--clear-groups", program, "--version"];
  return spawnSync("setpriv", words, { stdio: "ignore", cwd: "/" }).status === 0;
}

async function startAll(folder, running, say) {
  const node = process.execPath;
  const log = (name) => path.join(folder, "logs", `${name}.log`);
  const begin = async (hostname, command, asUser = false) => {
    const one = await startUnshared({ hostname, command, asUser, folder, logFile: log(hostname) });
    running.push(one);
    await nameSpace(one.space, hostname, running);
    return one;
  };
  const server = [node, path.join(folder, "web/server.js")];

  say("web: a service in namespaces of its own");
  await begin("web", server);
  const tuples = { worker: await tupleOf("web", "worker.js") };

  say("jobs: a space, and another inside it");
  const jobs = await begin("jobs", [node, path.join(folder, "jobs/queue.js")]);
  await nameSpace(await namespaceBelow(jobs.first, jobs.space), "nightly", running);
  tuples.nightly = await tupleOf("nightly", "nightly");

  if (process.getuid() === 0 && othersMayRun(node)) {
    say("guest: the same service of an ordinary user, through a user namespace");
    await begin("guest", server, true);
    tuples.guest = await tupleOf("guest", "worker.js");
  }
  if (await dockerAnswers()) tuples.docker = await startDocker(folder, running, log("docker"), say);
  return tuples;
}

/** `pspace name`, taken back when the playground stops. */
async function nameSpace(space, name, running) {
  await askPspace("name", space, name);
  running.push({ stop: () => askPspace("name", space, "--forget").catch(() => undefined) });
}

/** Docker is a guest here: whatever is wrong with it costs its container, not the playground. */
async function startDocker(folder, running, logFile, say) {
  const name = `pspace-web-${randomBytes(3).toString("hex")}`;
  say(`${name}: the same service as a Docker container`);
  try {
    running.push(await startContainer({ name, sources: path.join(folder, "web"), logFile }));
    return await tupleOf(`docker://${name}`, "worker.js");
  } catch (failure) {
    say(`no Docker container: ${failure instanceof Error ? failure.message : String(failure)}`);
    return undefined;
  }
}

/** Starts everything; needs out/cli.js. `tuples` has the names of the tasks that launch.json speaks of. */
export async function startPlayground(say = console.log) {
  const folder = makeWorkspace();
  const running = [];
  const stop = async () => {
    for (const { stop: end } of running.splice(0).reverse()) await end();
    rmSync(path.dirname(folder), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const tuples = await startAll(folder, running, say);
    mkdirSync(path.join(folder, ".vscode"));
    writeFileSync(path.join(folder, ".vscode/launch.json"), `${JSON.stringify(launchFor(tuples), null, 2)}\n`);
    return { folder, tuples, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}
