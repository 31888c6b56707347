/**
 * What the task looks like from a sidecar: its facts by the rights that a debugger would have there, its program, and
 * which debug servers are in the image. One run of it, with nothing but a shell, cat and readlink in the image.
 */
import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import type { Pid } from "../../model/pid.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Subject } from "./gates.ts";
import { sidecarFor, type NoSidecar, type Sidecar } from "./sidecar.ts";

export interface Looked {
  /** In clock ticks since boot. */
  readonly startTicks: number;
  readonly facts: Pick<
    AttachFacts,
    "executable" | "namespaces" | "ownNamespaces" | "ownStatus" | "mapped" | "mountInfo"
  >;
  readonly program: Buffer;
  /** Debug servers in the image, by their last names. */
  readonly servers: Readonly<Record<string, string>>;
}

export interface SidecarView extends Looked {
  readonly sidecar: Sidecar;
}

/** Milliseconds; a loaded machine takes seconds to start a container, and a program may be large. */
const patience = 60_000;
const largest = 1 << 29;

/** Between the parts of what the look prints: no text of /proc has it. */
const mark = "\x1e";

/** Its argument is the number. The program's bytes come last. */
const script = [
  'cd "/proc/$1" || exit 4; m() { printf "\\036"; }',
  "cat stat; m; for n in user pid net mnt; do echo $n $(readlink ns/$n) $(readlink /proc/self/ns/$n); done; m",
  "for p in gdbserver dlv lldb-server /usr/lib/llvm-*/bin/lldb-server; do command -v $p; done; m",
  "readlink exe; m; cat /proc/self/status; m; cat maps; m; cat mountinfo; m; cat exe",
].join("\n");

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

/** Undefined for anything that is not a whole look. */
export function parseLooked(said: Buffer): Looked | undefined {
  const texts: string[] = [];
  let from = 0;
  for (let at = said.indexOf(mark); at >= 0 && texts.length < 7; at = said.indexOf(mark, from)) {
    texts.push(said.toString("utf8", from, at));
    from = at + 1;
  }
  const [stat = "", links = "", servers = "", executable = "", ownStatus = "", maps = "", mountInfo = ""] = texts;
  const startTicks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? NaN);
  if (texts.length < 7 || !Number.isSafeInteger(startTicks)) return undefined;
  const pairs = lines(links).map((line) => line.split(" "));
  // The task's own link is left out by readlink where it may not be read.
  const linksAt = (at: 1 | 2): Readonly<Record<string, string>> =>
    Object.fromEntries(pairs.filter((words) => words.length === 3).map((words) => [words[0] ?? "", words[at] ?? ""]));
  const files = [...maps.matchAll(/ (\/.*)$/gm)].map(([, name = ""]) => name);
  return {
    startTicks,
    program: said.subarray(from),
    servers: Object.fromEntries(lines(servers).map((file) => [file.slice(file.lastIndexOf("/") + 1), file])),
    facts: {
      executable: executable.trim() === "" ? "denied" : executable.trim(),
      namespaces: linksAt(1),
      ownNamespaces: linksAt(2),
      ownStatus,
      mapped: [...new Set(files)],
      mountInfo,
    },
  };
}

/** What it printed, or its engine's last word. */
function say(command: readonly string[]): Promise<Buffer | string> {
  const [program = "", ...words] = command;
  return new Promise((done) => {
    const options = { encoding: "buffer", timeout: patience, maxBuffer: largest } as const;
    execFile(program, words, options, (failure, said, complaint) => {
      done(failure ? (lines(complaint.toString("utf8"))[0] ?? failure.message) : said);
    });
  });
}

/** Looks at the very task: compared with its start, as it is known here. */
export async function lookFromSidecar(
  kernel: Kernel,
  subject: Subject,
  target: Pid,
  image: string,
): Promise<SidecarView | NoSidecar> {
  const numbers = kernel.readNumbers(target);
  const sidecar = sidecarFor(subject, typeof numbers === "string" ? [] : numbers, image);
  if ("why" in sidecar) return sidecar;
  const said = await say(sidecar.run(["--network=none"], ["sh", "-c", script, "sh", sidecar.named.nr.toString()]));
  if (typeof said === "string") return { why: `The sidecar could not be started: ${said.replace(/\.+$/, "")}.` };
  const looked = parseLooked(said);
  const glance = kernel.glance(target);
  if (!looked || typeof glance === "string" || glance.startTicks !== looked.startTicks) {
    return { why: `The sidecar did not find ${subject.tuple}.` };
  }
  return { ...looked, sidecar };
}

/** The facts as a debugger in the sidecar would meet them. */
export function withSidecar(facts: AttachFacts, { facts: seen }: SidecarView): AttachFacts {
  return { ...facts, ...seen, userNamespaces: [] };
}

/** The kernel where its answers about files of the task are the sidecar's. */
export function kernelThrough(kernel: Kernel, { program, sidecar }: SidecarView): Kernel {
  return {
    ...kernel,
    readExecutable: () => program,
    copyExecutable: (_, to) => {
      rmSync(to, { force: true });
      writeFileSync(to, program, { mode: 0o700 });
      return "copied";
    },
    listStrays: () => [], // its files come as copies
    // eslint-disable-next-line pspace/naked-pid -- the sidecar's own procfs, looked at in there
    rootOf: () => `/proc/${sidecar.named.nr}/root`,
  };
}

/** Copies the files that the task has mapped below `to`; what cannot be had is left out. Undefined, or what was in the way. */
export async function copyMappedThrough({ sidecar, facts }: SidecarView, folder: string): Promise<string | undefined> {
  const to = `${folder}/root`;
  const files = facts.mapped === "absent" || facts.mapped === "denied" ? [] : facts.mapped;
  const [uid, gid] = sidecar.engine === "docker" ? [process.getuid?.() ?? 0, process.getgid?.() ?? 0] : [0, 0];
  const copy = [
    'cd "/proc/$1/root" || exit 4; to=$2; own=$3; shift 3; umask 077',
    'for f; do mkdir -p "$to${f%/*}" && cat ".$f" > "$to$f" 2>/dev/null; done; chown -R "$own" "$to"',
  ].join("\n");
  const words = ["sh", "-c", copy, "sh", sidecar.named.nr.toString(), to, `${uid}:${gid}`, ...files];
  const said = await say(sidecar.run(["--network=none", "--volume", `${folder}:${folder}`], words));
  return typeof said === "string" ? said : undefined;
}
