/** Everything that a debugger's entry may look at: one subject, its facts, and the machine. Reads lazily and once. */
import { existsSync } from "node:fs";
import type { RunPlace } from "../../model/plan.ts";
import { samePid, type Pid } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel, Stray } from "../kernel/kernel.ts";
import { accessTo } from "./access.ts";
import { buildIdOf, findDebugFile, type DebugFile } from "./debugFiles.ts";
import { readCompiled, type Compiled } from "./dwarf.ts";
import { kindOf, parseElf, type Elf, type ElfKind } from "./elf.ts";
import type { HandOver, PlanAsk, Subject } from "./gates.ts";
import { lookInside, withInside, type Inside } from "./inside.ts";
import { isLibrary, libraryFolders } from "./libraryFolders.ts";
import { sharedFolders } from "./mounts.ts";
import { ownNumber } from "./number.ts";
import { matchSources, type Mapped } from "./sourceMap.ts";

/** A port that we opened in a task, and the folder that we put below its root for that. */
export interface Ours {
  readonly port: number;
  readonly folder?: string;
}

export interface Scene {
  readonly subject: Subject;
  readonly facts: AttachFacts;
  readonly kernel: Kernel;
  readonly sources: readonly string[];
  /** What we did to tasks; kept between sessions. */
  readonly ours: Map<TaskId, Ours>;
  /** The process in `host`: debuggers attach to processes, so a thread stands for its own. */
  readonly target: Pid;
  /** The task's name where the debugger runs: in `host`, or in its own space. */
  readonly named: Pid;
  readonly run: RunPlace;
  /** Absent where the adapter may trace by itself. */
  readonly handOver?: HandOver;
  /** Where we see only from inside. */
  readonly inside?: Inside;
  /** Undefined where the program cannot be read, or is no 64-bit ELF file. */
  readonly elf: () => Elf | undefined;
  readonly kind: () => ElfKind | undefined;
  /** Debug information apart from the program, where the program has none of its own. */
  readonly apart: () => DebugFile | undefined;
  /** Undefined where it has no debug information. */
  readonly compiled: () => Compiled | undefined;
  /** Folders of libraries in which links lead elsewhere for whoever follows them from here. */
  readonly strays: () => readonly Stray[];
  /** Folders of the user's that hold `files`, as the target names them. */
  readonly match: (files: readonly string[]) => readonly Mapped[];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What the program itself tells, and the file that has its debug information where that lies apart. */
function programOf(kernel: Kernel, target: Pid): Pick<Scene, "elf" | "kind" | "apart" | "compiled"> {
  const elf = once(() => {
    const bytes = kernel.readExecutable(target);
    return typeof bytes === "string" ? undefined : parseElf(bytes);
  });
  const kind = once(() => {
    const found = elf();
    return found && kindOf(found);
  });
  const apart = once(() => {
    const found = elf();
    const id = found && kind()?.debugInfo !== true ? buildIdOf(found) : undefined;
    return id === undefined ? undefined : findDebugFile(id);
  });
  const compiled = once(() => {
    const found = elf();
    const separate = apart();
    const other = separate && parseElf(separate.bytes);
    return found && (readCompiled(found) ?? (other && readCompiled(other)));
  });
  return { elf, kind, apart, compiled };
}

/** Looks from inside too, where only that tells what a debugger must know. */
export async function openScene(
  { kernel, ours }: Pick<Scene, "kernel" | "ours">,
  subject: Subject,
  seen: AttachFacts,
  { sources, run: place, handOver }: Pick<PlanAsk, "sources" | "run" | "handOver">,
): Promise<Scene> {
  const run = place === "inside" ? "inside" : "host";
  const target = subject.task.process ?? subject.hold.pid;
  const inside = await lookInside(kernel, subject, target, seen);
  const facts = withInside(seen, inside);
  const shared = once(() =>
    facts.mountInfo === "absent" || facts.mountInfo === "denied"
      ? []
      : sharedFolders(facts.mountInfo, facts.ownMountInfo),
  );
  const program = programOf(kernel, target);
  return {
    ...{ subject, facts, kernel, ours, sources, target },
    named: run === "host" ? target : ownNumber(subject, numbersOf(kernel, target)),
    run,
    ...(handOver ? { handOver } : {}),
    ...(inside ? { inside } : {}),
    ...program,
    strays: once(() => straysOf(kernel, target, facts, program.elf())),
    match: (files) => matchSources(files, sources, shared(), existsSync),
  };
}

function straysOf(kernel: Kernel, target: Pid, facts: AttachFacts, elf: Elf | undefined): readonly Stray[] {
  const { executable, mapped, environment } = facts;
  const told = environment?.["LD_LIBRARY_PATH"] ?? "";
  const folders = libraryFolders({ elf, executable, told, mapped: typeof mapped === "string" ? [] : mapped });
  return kernel.listStrays(target, folders, isLibrary);
}

function numbersOf(kernel: Kernel, target: Pid): readonly number[] {
  const numbers = kernel.readNumbers(target);
  return typeof numbers === "string" ? [] : numbers;
}

export function isItself(scene: Scene): boolean {
  const { self } = scene.kernel.host();
  return self !== undefined && samePid(scene.target, self);
}

/** A procfs of the PID namespace that we are in by now, for us alone; the files stay the host's. */
const ownProcfs = [
  ...["unshare", "--mount", "--propagation", "private", "--"],
  ...["sh", "-c", 'mount -t proc proc /proc && exec "$@"', "sh"],
];

/**
 * What runs a debugger where it is to run: in the target's user namespace, where our right over it is that of the
 * namespace's owner, and in its PID namespace, where the debugger runs inside; else nothing.
 */
export function joinPrefix(scene: Scene): readonly string[] {
  const access = accessTo(scene.facts, isItself(scene));
  const user = access.is === "allowed" && access.join ? (["user"] as const) : [];
  if (scene.run === "host") return scene.kernel.enterCommand(scene.target, user);
  return [...scene.kernel.enterCommand(scene.target, [...user, "pid"]), ...ownProcfs];
}

/** A debugger that traces the task, run where it is to run, and so that its end harms nobody. */
export function keptCommand(scene: Scene, command: readonly string[]): readonly string[] {
  return [...joinPrefix(scene), ...scene.kernel.keepCommand(scene.named, command)];
}
