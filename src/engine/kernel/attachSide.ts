/** The half of the kernel port that attaching needs; linux.ts spreads it in. Opens and copies, resolves no path. */
import { chmodSync, constants, copyFileSync, readFileSync, rmSync } from "node:fs";
import { copyMapped } from "./attachMapped.ts";
import { readAttachFacts, readTracer } from "./attachRead.ts";
import { ownerOf, readSockets } from "./attachSockets.ts";
import { missingOf, readText } from "./attachText.ts";
import type { Kernel } from "./kernel.ts";
import { findOwn } from "./ownProgram.ts";
import { openTracing } from "./ptrace.ts";

export type AttachSide = Pick<
  Kernel,
  | "readAttachFacts"
  | "copyExecutable"
  | "copyMapped"
  | "readExecutable"
  | "rootOf"
  | "tracerOf"
  | "connectionOwner"
  | "enterCommand"
  | "keepCommand"
>;

type NamespaceKind = Parameters<Kernel["enterCommand"]>[1][number];

/** In the order in which nsenter(1) enters: the user namespace first, for it gives the right to the others. */
const kinds: readonly NamespaceKind[] = ["user", "cgroup", "ipc", "uts", "net", "pid", "mnt"];
const options: Readonly<Record<NamespaceKind, string>> = {
  user: "--user",
  cgroup: "--cgroup",
  ipc: "--ipc",
  uts: "--uts",
  net: "--net",
  pid: "--pid",
  mnt: "--mount",
};

function copyExecutable(from: string, to: string): ReturnType<Kernel["copyExecutable"]> {
  try {
    rmSync(to, { force: true });
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    chmodSync(to, 0o700);
    return "copied";
  } catch (thrown) {
    return missingOf(thrown);
  }
}

/** An ordinary user keeps its own ids in a user namespace that it owns; root becomes root of it (see nsenter(1), -U). */
function enterCommand(folder: string, which: readonly NamespaceKind[]): readonly string[] {
  if (which.length === 0) return [];
  const ordinary = process.geteuid?.() !== 0;
  const asked = kinds.filter((kind) => which.includes(kind));
  return [
    "nsenter",
    ...asked.map((kind) => `${options[kind]}=${folder}/ns/${kind}`),
    ...(ordinary && which.includes("user") ? ["--preserve-credentials"] : []),
    "--",
  ];
}

/** Run by this very Node (an editor's is told to be one by the environment of our children). */
function keepCommand({ nr }: { readonly nr: number }, command: readonly string[]): readonly string[] {
  const keeper = findOwn("keeper.js");
  if (keeper === undefined || !openTracing()) return command;
  return [process.execPath, keeper, nr.toString(), ...command];
}

/** `proc` is where the procfs is mounted whose numbers are those of `host`. */
export function attachSide(proc: string): AttachSide {
  const folderOf = ({ nr }: { readonly nr: number }): string => `${proc}/${nr.toString()}`;
  return {
    readAttachFacts: ({ nr }) => readAttachFacts(proc, nr),
    copyExecutable: (pid, to) => copyExecutable(`${folderOf(pid)}/exe`, to),
    copyMapped: (pid, to) => copyMapped(folderOf(pid), to),
    readExecutable: (pid) => {
      try {
        return readFileSync(`${folderOf(pid)}/exe`);
      } catch (thrown) {
        return missingOf(thrown);
      }
    },
    rootOf: (pid) => `${folderOf(pid)}/root`,
    tracerOf: (pid) => {
      const status = readText(`${folderOf(pid)}/status`);
      return typeof status === "string" ? status : (readTracer(proc, status.text)?.pid ?? "none");
    },
    connectionOwner: (clientPort, serverPort) =>
      ownerOf(readSockets(`${proc}/self`), clientPort, serverPort) ?? "absent",
    enterCommand: (pid, which) => enterCommand(folderOf(pid), which),
    keepCommand: (named, command) => keepCommand(named, command),
  };
}
