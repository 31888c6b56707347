/** Reads `AttachFacts`: everything that the gates must know of one task, in one go. Facts only, no verdict. */
import { closeSync, openSync, statSync } from "node:fs";
import { host, pidIn, type Pid } from "../../model/pid.ts";
import type { AttachFacts } from "./attachFacts.ts";
import { readFilter } from "./attachFilter.ts";
import { readFrozen } from "./attachFreezer.ts";
import { namespaceCalls } from "./attachIoctl.ts";
import { busyOf, connectedOf, listenersOf, readSocketInodes, readSockets } from "./attachSockets.ts";
import { linkText, readText, statusField, textOr, wordsOf } from "./attachText.ts";
import { readUserNamespaces } from "./attachUserNamespaces.ts";
import type { Missing } from "./missing.ts";

/** Of somebody's environment, which may hold secrets, only these are taken. */
const telling = ["NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LD_LIBRARY_PATH", "ELECTRON_RUN_AS_NODE"];

/** The distinct files in the text of proc_pid_maps(5), in its order. */
export function parseMapped(maps: string): readonly string[] {
  const names = [...maps.matchAll(/^\S+ \S+ \S+ \S+ \d+ +(\/.*)$/gm)].map((found) => found[1] ?? "");
  return [...new Set(names)];
}

/** The telling words of an environment, and no others. */
export function parseEnvironment(text: string): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const word of wordsOf(text)) {
    const cut = word.indexOf("=");
    if (telling.includes(word.slice(0, cut))) kept[word.slice(0, cut)] = word.slice(cut + 1);
  }
  return kept;
}

function canOpen(file: string): boolean {
  try {
    closeSync(openSync(file, "r"));
    return true;
  } catch {
    return false;
  }
}

function ownerOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.uid;
}

function readLinks(folder: string): Readonly<Record<string, string>> {
  const links: Record<string, string> = {};
  for (const kind of ["user", "mnt", "net", "pid", "uts", "ipc", "cgroup"]) {
    const link = linkText(`${folder}/ns/${kind}`);
    if (typeof link !== "string") links[kind] = link.text;
  }
  return links;
}

function listeningIn(folder: string): Pick<AttachFacts, "listening" | "listeners" | "loopback" | "connected" | "busy"> {
  const sockets = readSockets(folder);
  const inodes = readSocketInodes(folder);
  return {
    listening: inodes === undefined ? undefined : listenersOf(sockets, inodes),
    listeners: listenersOf(sockets),
    loopback: listenersOf(sockets.filter(({ loopback }) => loopback)),
    ...(inodes === undefined ? {} : { connected: connectedOf(sockets, inodes) }),
    busy: busyOf(sockets),
  };
}

/** The process whose thread traces, by its number in `host`; the kernel tells the thread (see proc_pid_status(5), TracerPid). */
export function readTracer(proc: string, status: string): { readonly pid: Pid; readonly name: string } | undefined {
  const nr = Number(statusField(status, "TracerPid") ?? 0);
  const theirs = nr > 0 ? textOr(`${proc}/${nr.toString()}/status`) : "";
  const pid = pidIn(host, Number(statusField(theirs, "Tgid") ?? nr));
  return pid && { pid, name: statusField(theirs, "Name") ?? "?" };
}

function ownFacts(proc: string): Pick<AttachFacts, "ownMountInfo" | "ownNamespaces" | "ownStatus" | "ownFilter"> {
  const ownStatus = textOr(`${proc}/self/status`);
  return {
    ownMountInfo: textOr(`${proc}/self/mountinfo`),
    ownNamespaces: readLinks(`${proc}/self`),
    ownStatus,
    ...(readFilter(ownStatus) ? { ownFilter: true } : {}),
  };
}

/** What may be unknown; a key is there only with its value. */
function optionalFacts(proc: string, folder: string, status: string): Partial<AttachFacts> {
  const cwd = linkText(`${folder}/cwd`);
  const environ = readText(`${folder}/environ`);
  const owner = ownerOf(`${folder}/stat`);
  const tracer = readTracer(proc, status);
  const yama = readText(`${proc}/sys/kernel/yama/ptrace_scope`);
  const label = textOr(`${folder}/attr/current`).replaceAll("\0", "").trim();
  return {
    ...(typeof cwd === "string" ? {} : { folder: cwd.text }),
    ...(typeof environ === "string" ? {} : { environment: parseEnvironment(environ.text) }),
    ...(owner === undefined ? {} : { owner }),
    ...(tracer === undefined ? {} : { tracer }),
    ...(typeof yama === "string" ? {} : { yama: Number(yama.text) }),
    ...(label === "" ? {} : { label }),
  };
}

/** Reads all facts of the task whose folder is `PROC/NR`. "denied": procfs hides it from us. */
export function readAttachFacts(proc: string, nr: number): AttachFacts | Missing {
  const folder = `${proc}/${nr.toString()}`;
  const status = readText(`${folder}/status`);
  if (typeof status === "string") return status;
  const own = ownFacts(proc);
  const exe = linkText(`${folder}/exe`);
  const mountInfo = readText(`${folder}/mountinfo`);
  const maps = readText(`${folder}/maps`);
  return {
    executable: typeof exe === "string" ? exe : exe.text,
    command: wordsOf(textOr(`${folder}/cmdline`)),
    status: status.text,
    mountInfo: typeof mountInfo === "string" ? mountInfo : mountInfo.text,
    ...own,
    mapped: typeof maps === "string" ? maps : parseMapped(maps.text),
    namespaces: readLinks(folder),
    readable: canOpen(`${folder}/environ`),
    ...listeningIn(folder),
    frozen: readFrozen(textOr(`${folder}/cgroup`), own.ownMountInfo),
    userNamespaces: readUserNamespaces(`${folder}/ns/user`, namespaceCalls()),
    uidMap: textOr(`${folder}/uid_map`),
    ...optionalFacts(proc, folder, status.text),
  };
}
