/** Whether the freezer holds a task (a paused container): a debugger would hang on it. See cgroups(7), version 1 and 2. */
import path from "node:path";
import { textOr } from "./attachText.ts";

/** Where a freezer's state is written, and how "frozen" reads there. */
export interface FreezerFile {
  readonly file: string;
  readonly frozen: RegExp;
}

interface CgroupMount {
  readonly root: string;
  readonly point: string;
  readonly version: 1 | 2;
}

let known: { readonly text: string; readonly mounts: readonly CgroupMount[] } | undefined;

/** The same text is asked about for many groups. */
function mountsOf(mountInfo: string): readonly CgroupMount[] {
  if (known?.text !== mountInfo) known = { text: mountInfo, mounts: parseMounts(mountInfo) };
  return known.mounts;
}

/** The mounts of our own that show a freezer: the version 1 hierarchy of that name, and version 2. */
function parseMounts(mountInfo: string): readonly CgroupMount[] {
  const mounts: CgroupMount[] = [];
  for (const line of mountInfo.split("\n")) {
    const found = /^\d+ \d+ \S+ (\S+) (\S+) .*? - (cgroup2?) \S+ (\S+)$/.exec(line);
    if (found?.[1] === undefined || found[2] === undefined) continue;
    const version = found[3] === "cgroup2" ? 2 : 1;
    if (version === 1 && !(found[4] ?? "").split(",").includes("freezer")) continue;
    mounts.push({ root: found[1], point: found[2], version });
  }
  return mounts;
}

/** The files to look at for a task with that text in /proc/N/cgroup. Pure. */
export function freezerFiles(cgroup: string, ownMountInfo: string): readonly FreezerFile[] {
  const files: FreezerFile[] = [];
  for (const { root, point, version } of mountsOf(ownMountInfo)) {
    const group = version === 2 ? /^0::(.*)$/m : /^\d+:(?:[^:\n]*,)?freezer(?:,[^:\n]*)?:(.*)$/m;
    const at = group.exec(cgroup)?.[1];
    if (at === undefined || at === "/" || at === root) continue;
    const below = root !== "/" && at.startsWith(`${root}/`) ? at.slice(root.length) : at;
    const folder = path.join(point, path.posix.normalize(below));
    files.push(
      version === 2
        ? { file: `${folder}/cgroup.events`, frozen: /^frozen 1$/m }
        : { file: `${folder}/freezer.state`, frozen: /^(FROZEN|FREEZING)$/m },
    );
  }
  return files;
}

export function readFrozen(cgroup: string, ownMountInfo: string): boolean {
  return freezerFiles(cgroup, ownMountInfo).some(({ file, frozen }) => frozen.test(textOr(file)));
}
