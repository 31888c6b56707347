/** Everything that a debugger's entry may look at: one subject, its facts, and the machine. Reads lazily and once. */
import { existsSync } from "node:fs";
import { samePid, type Pid } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { accessTo } from "./access.ts";
import { readCompiled, type Compiled } from "./dwarf.ts";
import { kindOf, parseElf, type Elf, type ElfKind } from "./elf.ts";
import type { Subject } from "./gates.ts";
import { sharedFolders } from "./mounts.ts";
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
  /** Undefined where the program cannot be read, or is no 64-bit ELF file. */
  readonly elf: () => Elf | undefined;
  readonly kind: () => ElfKind | undefined;
  /** Undefined where it has no debug information. */
  readonly compiled: () => Compiled | undefined;
  /** Folders of the user's that hold `files`, as the target names them. */
  readonly match: (files: readonly string[]) => readonly Mapped[];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export function openScene(
  { kernel, ours }: Pick<Scene, "kernel" | "ours">,
  subject: Subject,
  facts: AttachFacts,
  sources: readonly string[],
): Scene {
  const target = subject.task.process ?? subject.hold.pid;
  const elf = once(() => {
    const bytes = kernel.readExecutable(target);
    return typeof bytes === "string" ? undefined : parseElf(bytes);
  });
  const shared = once(() =>
    facts.mountInfo === "absent" || facts.mountInfo === "denied"
      ? []
      : sharedFolders(facts.mountInfo, facts.ownMountInfo),
  );
  return {
    subject,
    facts,
    kernel,
    ours,
    sources,
    target,
    elf,
    kind: once(() => {
      const found = elf();
      return found && kindOf(found);
    }),
    compiled: once(() => {
      const found = elf();
      return found && readCompiled(found);
    }),
    match: (files) => matchSources(files, sources, shared(), existsSync),
  };
}

export function isItself(scene: Scene): boolean {
  const { self } = scene.kernel.host();
  return self !== undefined && samePid(scene.target, self);
}

/** What runs a program in the target's user namespace, where our right over it is that of the namespace's owner; else nothing. */
export function joinPrefix(scene: Scene): readonly string[] {
  const access = accessTo(scene.facts, isItself(scene));
  return access.is === "allowed" && access.join ? scene.kernel.enterCommand(scene.target, ["user"]) : [];
}
