/**
 * Where our user may not enter a container but may command its engine (a member of the docker group): the task's own
 * Node is run once more beside it, by `docker exec` and as the task's user. It looks, signals and carries, so the image
 * needs nothing else. See docker-container-exec(1).
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Pid } from "../../model/pid.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { parseCredentials } from "./credentials.ts";
import type { Subject } from "./gates.ts";
import { languageOf } from "./language.ts";

/** A way of running the task's own program beside it, and what that saw there. */
export interface Inside {
  /** Up to the program; its arguments follow. */
  readonly command: readonly string[];
  /** The task's number in there. */
  readonly nr: number;
  readonly startTicks: number;
  /** Ports on which this very process listens. */
  readonly listening: readonly number[];
  /** Text of its `ns/pid` link. */
  readonly pidns: string;
}

const run = promisify(execFile);

/** Milliseconds; a loaded machine takes seconds to start a process in a container. */
const patience = 30_000;

/** Its arguments: the number, and when that process started. Fails for any other. */
const same =
  'const fs=require("fs"),[n,t]=process.argv.slice(1),p="/proc/"+n,' +
  's=fs.readFileSync(p+"/stat","latin1");if(s.slice(s.lastIndexOf(")")+2).split(" ")[19]!==t)process.exit(4);';

/** Prints where it listens, its namespace, and whether it is in the network that we are in. */
const lookScript =
  same +
  'const l=f=>{try{return fs.readlinkSync(f)}catch{return ""}},own=fs.readdirSync(p+"/fd").map(f=>l(p+"/fd/"+f)),' +
  'rows=["tcp","tcp6"].flatMap(f=>{try{return fs.readFileSync(p+"/net/"+f,"latin1").split("\\n")}catch{return []}}),' +
  'ports=rows.map(r=>r.trim().split(/\\s+/)).filter(w=>w[3]==="0A"&&own.includes("socket:["+w[9]+"]"))' +
  '.map(w=>parseInt(w[1].split(":")[1],16));process.stdout.write(JSON.stringify({listening:[...new Set(ports)],' +
  'pidns:l(p+"/ns/pid"),net:l(p+"/ns/net")===l("/proc/self/ns/net")}))';

const signalScript = `${same}process.kill(+n,"SIGUSR1")`;

/** Users are counted in there as they are here. */
function sharesUsers({ uidMap }: AttachFacts): boolean {
  return /^\s*0\s+0\s+4294967295\s*$/.test(uidMap);
}

/** The words that run the task's own program in its container; undefined where there is no such way. */
export function insideCommand(
  subject: Pick<Subject, "container" | "task">,
  facts: AttachFacts,
): { readonly command: readonly string[]; readonly nr: number } | undefined {
  const { container, task } = subject;
  const made = container?.container;
  const nr = task.tuples.find(({ pid }) => pid.space === container?.numbering)?.pid.nr;
  if (made?.runtime !== "docker" || made.daemon === undefined || nr === undefined || !sharesUsers(facts)) {
    return undefined;
  }
  const { uids, gids } = parseCredentials(facts.status);
  const user = `${uids[1]}:${gids[1]}`;
  const words = ["exec", "--interactive", "--user", user, "--env", "NODE_OPTIONS=", "--env", "ELECTRON_RUN_AS_NODE=1"];
  // eslint-disable-next-line pspace/naked-pid -- the container's own procfs, read in there
  return { command: ["docker", "--host", made.daemon, ...words, made.id, `/proc/${nr}/exe`], nr };
}

/** What the look printed; undefined for anything else, or when the network is another than the container's. */
export function parseLook(said: string): Pick<Inside, "listening" | "pidns"> | undefined {
  try {
    const { listening, pidns, net } = JSON.parse(said) as { listening: number[]; pidns: string; net: boolean };
    return net && Array.isArray(listening) && pidns.startsWith("pid:[") ? { listening, pidns } : undefined;
  } catch {
    return undefined;
  }
}

async function say(command: readonly string[], script: string, words: readonly number[]): Promise<string | undefined> {
  const [program = "", ...rest] = [...command, "-e", script, ...words.map(String)];
  try {
    return (await run(program, rest, { encoding: "utf8", timeout: patience })).stdout;
  } catch {
    return undefined;
  }
}

/** A Node process that is closed to us, in a container whose engine we may command. */
export function canLookInside(subject: Subject, facts: AttachFacts): boolean {
  if (facts.namespaces["net"] !== undefined || facts.frozen) return false;
  return languageOf(facts, () => undefined) === "node" && insideCommand(subject, facts) !== undefined;
}

/** Looks from inside where that can be done; undefined where it cannot, or the process is another by now. */
export async function lookInside(
  kernel: Kernel,
  subject: Subject,
  target: Pid,
  facts: AttachFacts,
): Promise<Inside | undefined> {
  const way = canLookInside(subject, facts) ? insideCommand(subject, facts) : undefined;
  const glance = way ? kernel.glance(target) : "absent";
  if (!way || typeof glance === "string") return undefined;
  const { startTicks } = glance;
  const seen = parseLook((await say(way.command, lookScript, [way.nr, startTicks])) ?? "");
  return seen && { ...way, startTicks, ...seen };
}

/** SIGUSR1, to that very process: compared with its start in the moment before. */
export async function signalInside({ command, nr, startTicks }: Inside): Promise<"sent" | "denied"> {
  return (await say(command, signalScript, [nr, startTicks])) === undefined ? "denied" : "sent";
}

/** The facts with what only a look from inside could tell. */
export function withInside(facts: AttachFacts, inside: Inside | undefined): AttachFacts {
  if (!inside) return facts;
  return { ...facts, listening: inside.listening, namespaces: { ...facts.namespaces, pid: inside.pidns } };
}
