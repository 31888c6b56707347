/** A /proc of our own: of another namespace, or one that hides. */
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "./run.ts";

export interface MountedProc {
  readonly folder: string;
  readonly unmount: () => Promise<void>;
}

/** Mounts the procfs of the namespace of `member` (default: our own), with options such as `hidepid=2`. */
export async function mountProc(options = "", member?: number): Promise<MountedProc> {
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-proc-"));
  const words = ["mount", "-t", "proc", ...(options === "" ? [] : ["-o", options]), "proc", folder];
  await run(member === undefined ? "env" : "nsenter", [
    ...(member === undefined ? [] : ["-t", `${member}`, "-p", "--"]),
    ...words,
  ]);
  const unmount = async (): Promise<void> => {
    await run("umount", ["--lazy", folder]);
    rmdirSync(folder);
  };
  return { folder, unmount };
}
