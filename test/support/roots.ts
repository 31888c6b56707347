/** A root file system with busybox in a folder of its own, for runtimes that take one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Contents, makeRoot } from "./images.mjs";
import { run } from "./run.ts";

export interface Root {
  readonly folder: string;
  /** The same as an archive, for `import`. */
  readonly archive: string;
  readonly remove: () => void;
}

/** `contents` besides busybox. */
export async function busyboxRoot(contents: Contents = {}): Promise<Root> {
  const place = mkdtempSync(path.join(tmpdir(), "pst-root-"));
  const folder = path.join(place, "root");
  const archive = path.join(place, "root.tar");
  makeRoot(folder, contents);
  // systemd-nspawn takes a folder for a system only if it looks like one.
  mkdirSync(path.join(folder, "usr"), { recursive: true });
  writeFileSync(path.join(folder, "etc/os-release"), "ID=pspace\n");
  await run("chmod", ["755", place]);
  await run("tar", ["-C", folder, "-cf", archive, "."]);
  const remove = (): void => {
    rmSync(place, { recursive: true, force: true });
  };
  return { folder, archive, remove };
}
