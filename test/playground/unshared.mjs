/**
 * An anonymous container: a program in pid, mount, net and uts namespaces of its own, made with unshare(1). Root's
 * directly; an ordinary user's through a user namespace. It ends when its standard input does, so also when we are
 * killed outright.
 */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** `nobody` and `nogroup`: the ordinary user that root starts things for. */
const ordinary = 65534;

const namespaces = ["--mount", "--mount-proc", "--net", "--uts", "--pid", "--fork", "--kill-child"];

/** Words that start `command` with `hostname`; the loopback of its network is brought up where ip(8) is. */
function commandFor({ hostname, command, asUser }) {
  const isRoot = process.getuid() === 0;
  const user = asUser || !isRoot ? ["--user", "--map-root-user"] : [];
  const drop = asUser && isRoot ? ["setpriv", `--reuid=${ordinary}`, `--regid=${ordinary}`, "--clear-groups"] : [];
  const script = 'hostname "$0"; ip link set lo up 2>/dev/null; exec "$@"';
  return [...drop, "unshare", ...user, ...namespaces, "--", "sh", "-c", script, hostname, ...command];
}

/** Number 1 of the namespace, in our numbers, once it runs `program`. */
async function firstOf(child, program, logFile) {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(20)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const [nr] = readChildren(child.pid);
    if (nr !== undefined && readCommand(nr)[0] === program) return nr;
  }
  throw new Error(`unshare did not start ${program}: ${readFileSync(logFile, "utf8").slice(-500).trim()}`);
}

function readChildren(nr) {
  try {
    return readFileSync(`/proc/${nr}/task/${nr}/children`, "utf8").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

function readCommand(nr) {
  try {
    return readFileSync(`/proc/${nr}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/**
 * Starts it. `space` is its PID namespace in the kernel's own spelling, `first` the number of its first process in our
 * space; `stop` ends it and everything in it.
 */
export async function startUnshared({ hostname, command, asUser = false, folder, logFile }) {
  const log = openSync(logFile, "a");
  const [program, ...words] = commandFor({ hostname, command, asUser });
  const child = spawn(program, words, { cwd: folder, stdio: ["pipe", log, log] });
  closeSync(log);
  child.stdin.on("error", () => undefined); // it is gone
  const gone = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  const stop = async () => {
    child.stdin.destroy();
    child.kill("SIGKILL"); // its namespace goes with it (--kill-child)
    await gone;
  };
  try {
    const first = await firstOf(child, command[0], logFile);
    return { first: Number(first), space: readlinkSync(`/proc/${first}/ns/pid`), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}
