/**
 * Which folder of the host is which folder of a container: the same part of the same file system, mounted in both
 * mount namespaces. From proc_pid_mountinfo(5) of the target and of ourselves. Pure.
 */

export interface Mount {
  /** Of the file system, `major:minor`. */
  readonly device: string;
  /** The part of the file system that is mounted. */
  readonly root: string;
  readonly point: string;
  readonly type: string;
}

/** One folder under its two names. */
export interface SharedFolder {
  readonly host: string;
  readonly inside: string;
}

const pseudo = new Set(
  "proc sysfs cgroup cgroup2 devpts mqueue devtmpfs securityfs debugfs tracefs bpf nsfs pstore configfs fusectl".split(
    " ",
  ),
);

/** Files that every runtime shares with its containers; no sources of anybody's. */
const customary = /^\/(etc\/(hosts|hostname|resolv\.conf|mtab)|run\/\.containerenv|dev(\/.*)?|proc(\/.*)?|sys(\/.*)?)$/;

/** Space, tab, newline and backslash are written as octal. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

/** Lines that are no mounts are left out. */
export function parseMounts(mountInfo: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of mountInfo.split("\n")) {
    const found = /^\d+ \d+ (\d+:\d+) (\S+) (\S+) .*? - (\S+) /.exec(line);
    const [, device, root, point, type] = found ?? [];
    if (device === undefined || root === undefined || point === undefined || type === undefined) continue;
    mounts.push({ device, root: unescapeOctal(root), point: unescapeOctal(point), type });
  }
  return mounts;
}

/** Whether `at` is `folder` or lies in it. */
export function isWithin(at: string, folder: string): boolean {
  return at === folder || folder === "/" || at.startsWith(`${folder}/`);
}

/** `at`, which lies in `from`, under `to` instead. */
export function moved(at: string, from: string, to: string): string {
  const rest = from === "/" ? at : at.slice(from.length);
  return to === "/" ? rest || "/" : `${to}${rest === "/" ? "" : rest}`;
}

/** The mount that `at` is on: of the longest mount points that hold it, the last mounted. */
function mountOf(mounts: readonly Mount[], at: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    if (isWithin(at, mount.point) && mount.point.length >= (best?.point.length ?? 0)) best = mount;
  }
  return best;
}

/** Where the same part of the same file system is in `own`, if it can be reached there. */
function placeIn(own: readonly Mount[], theirs: Mount): string | undefined {
  for (const mount of own) {
    if (mount.device !== theirs.device || !isWithin(theirs.root, mount.root)) continue;
    const at = moved(theirs.root, mount.root, mount.point);
    if (mountOf(own, at) === mount) return at;
  }
  return undefined;
}

/** The folders (and files) that a container shares with the host on purpose, as both call them. */
export function sharedFolders(mountInfo: string, ownMountInfo: string): readonly SharedFolder[] {
  const own = parseMounts(ownMountInfo);
  const shared: SharedFolder[] = [];
  for (const mount of parseMounts(mountInfo)) {
    if (mount.point === "/" || pseudo.has(mount.type) || customary.test(mount.point)) continue;
    const at = placeIn(own, mount);
    if (at !== undefined && at !== mount.point) shared.push({ host: at, inside: mount.point });
  }
  return shared;
}
