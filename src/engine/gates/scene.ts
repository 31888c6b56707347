/** Everything that a debugger's entry may look at: one subject, its facts, and the machine. Reads lazily and once. */
import { existsSync } from "node:fs";
import type { RunPlace } from "../../model/plan.ts";
import { samePid, type Pid } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel, Stray } from "../kernel/kernel.ts";
import { accessTo } from "./access.ts";
import { serverInSidecar, type NoSidecar } from "./sidecar.ts";
import { kernelThrough, lookFromSidecar, withSidecar, type SidecarView } from "./sidecarLook.ts";
import { buildIdOf, findDebugFile, putServed, type DebugFile } from "./debugFiles.ts";
import { readCompiled, type Compiled } from "./dwarf.ts";
import { kindOf, parseElf, type Elf, type ElfKind } from "./elf.ts";
import type { HandOver, PlanAsk, Subject } from "./gates.ts";
import { lookInside, withInside, type Inside } from "./inside.ts";
import { isLibrary, libraryFolders } from "./libraryFolders.ts";
import { sharedFolders } from "./mounts.ts";
import { ownNumber } from "./number.ts";
import { matchSources, type Mapped } from "./sourceMap.ts";
import { fetchDebugFile } from "./symbolServers.ts";

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
  /** The task's name where the debugger runs: in `host`, in its own space, or in its container's. */
  readonly named: Pid;
  readonly run: RunPlace;
  /** What is seen from a sidecar, or why there is none; absent where none is asked for. */
  readonly sidecar?: SidecarView | NoSidecar;
  /** Absent where the adapter may trace by itself. */
  readonly handOver?: HandOver;
  /** Where we see only from inside. */
  readonly inside?: Inside;
  /** Undefined where the program cannot be read, or is no 64-bit ELF file. */
  readonly elf: () => Elf | undefined;
  readonly kind: () => ElfKind | undefined;
  /** Debug information apart from the program, where the program has none of its own. */
  readonly apart: () => DebugFile | undefined;
  /** Asks the user's servers for that, where it is in no folder; `apart` and `compiled` are to be asked afterwards. */
  readonly seekSymbols: () => Promise<void>;
  /** Puts what came from a server where debuggers are told to look, below a private folder. */
  readonly putSymbols: (folder: string) => void;
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

type Symbols = Pick<Scene, "apart" | "seekSymbols" | "putSymbols">;
type Program = Pick<Scene, "elf" | "kind" | "compiled"> & Symbols;

/** Debug information by the build id of a program that has none of its own. */
function symbolsApart(id: () => string | undefined): Symbols {
  let served: DebugFile | undefined;
  const local = once(() => {
    const known = id();
    return known === undefined ? undefined : findDebugFile(known);
  });
  return {
    apart: () => local() ?? served,
    seekSymbols: async () => {
      const known = id();
      if (known !== undefined && !local()) served = await fetchDebugFile(known);
    },
    putSymbols: (folder) => {
      const known = id();
      if (served && known !== undefined) putServed(folder, known, served);
    },
  };
}

/** What the program itself tells, and the file that has its debug information where that lies apart. */
function programOf(kernel: Kernel, target: Pid): Program {
  const elf = once(() => {
    const bytes = kernel.readExecutable(target);
    return typeof bytes === "string" ? undefined : parseElf(bytes);
  });
  const kind = once(() => {
    const found = elf();
    return found && kindOf(found);
  });
  const symbols = symbolsApart(
    once(() => {
      const found = elf();
      return found && kind()?.debugInfo !== true ? buildIdOf(found) : undefined;
    }),
  );
  const compiled = once(() => {
    const found = elf();
    const separate = symbols.apart();
    const other = separate && parseElf(separate.bytes);
    return found && (readCompiled(found) ?? (other && readCompiled(other)));
  });
  return { elf, kind, compiled, ...symbols };
}

type Asked = Pick<PlanAsk, "sources" | "run" | "image" | "handOver">;

/** Looks from inside or from a sidecar too, where only that tells what a debugger must know. */
export async function openScene(
  { kernel, ours }: Pick<Scene, "kernel" | "ours">,
  subject: Subject,
  seen: AttachFacts,
  asked: Asked,
): Promise<Scene> {
  const target = subject.task.process ?? subject.hold.pid;
  if (asked.run === "sidecar") return sceneBeside({ kernel, ours }, subject, target, seen, asked);
  const inside = await lookInside(kernel, subject, target, seen);
  const run = asked.run === "inside" ? "inside" : "host";
  const named = run === "host" ? target : ownNumber(subject, numbersOf(kernel, target));
  return {
    ...sceneOf({ kernel, ours }, subject, target, withInside(seen, inside), asked),
    ...{ named, run },
    ...(inside ? { inside } : {}),
  };
}

/** The image that the user has set, where none is asked for. */
function imageOf({ image }: Asked): string {
  return image ?? process.env["PSPACE_SIDECAR_IMAGE"] ?? "";
}

async function sceneBeside(
  { kernel, ours }: Pick<Scene, "kernel" | "ours">,
  subject: Subject,
  target: Pid,
  seen: AttachFacts,
  asked: Asked,
): Promise<Scene> {
  const view = await lookFromSidecar(kernel, subject, target, imageOf(asked));
  if ("why" in view) {
    return { ...sceneOf({ kernel, ours }, subject, target, seen, asked), run: "sidecar", sidecar: view };
  }
  const through = kernelThrough(kernel, view);
  return {
    ...sceneOf({ kernel: through, ours }, subject, target, withSidecar(seen, view), asked),
    ...{ run: "sidecar", sidecar: view, named: view.sidecar.named },
    handOver: (command, folder) => serverInSidecar(view.sidecar, command, folder),
  };
}

function sceneOf(
  { kernel, ours }: Pick<Scene, "kernel" | "ours">,
  subject: Subject,
  target: Pid,
  facts: AttachFacts,
  { sources, handOver }: Asked,
): Scene {
  const shared = once(() =>
    facts.mountInfo === "absent" || facts.mountInfo === "denied"
      ? []
      : sharedFolders(facts.mountInfo, facts.ownMountInfo),
  );
  const program = programOf(kernel, target);
  return {
    ...{ subject, facts, kernel, ours, sources, target },
    ...{ named: target, run: "host" },
    ...(handOver ? { handOver } : {}),
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
  if (scene.run === "sidecar") return [];
  if (scene.run === "host") return scene.kernel.enterCommand(scene.target, user);
  return [...scene.kernel.enterCommand(scene.target, [...user, "pid"]), ...ownProcfs];
}

/** A debugger that traces the task, run where it is to run, and so that its end harms nobody; a sidecar has none of ours. */
export function keptCommand(scene: Scene, command: readonly string[]): readonly string[] {
  if (scene.run === "sidecar") return command;
  return [...joinPrefix(scene), ...scene.kernel.keepCommand(scene.named, command)];
}

/** A debug server where it is to trace: in the sidecar's image by its name there, else as `find` finds it here. */
export function serverOf(scene: Scene, name: string, find: () => string | undefined): string | undefined {
  if (!scene.sidecar) return find();
  return "why" in scene.sidecar ? undefined : scene.sidecar.servers[name];
}

/** For a debug server that the sidecar's image lacks. */
export const putInImage = (name: string): string => `Put ${name} into that image, or name one that has it.`;
