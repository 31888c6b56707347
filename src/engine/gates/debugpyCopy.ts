/**
 * debugpy's files where both sides find them: its injector loads a library in the target by the path that it has
 * here. So the same path is made on both sides, new each time, for what a target has mapped is never overwritten.
 */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** Debian 12's is older, split by links, and fails inside of other containers. */
const oldest = [1, 8] as const;

function versionAt(folder: string): string | undefined {
  try {
    const text = readFileSync(path.join(folder, "debugpy/_version.py"), "utf8");
    return /"version": "([\d.]+)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

function recent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().reverse();
  } catch {
    return [];
  }
}

/** Folders that may hold a package `debugpy`: the Python Debugger extension's, then Python's own. */
function candidates(home: string): readonly string[] {
  const extensions = [".vscode/extensions", ".vscode-server/extensions"].flatMap((place) =>
    namesIn(path.join(home, place))
      .filter((name) => name.startsWith("ms-python.debugpy-"))
      .map((name) => path.join(home, place, name, "bundled/libs")),
  );
  const own = (process.env["PYTHONPATH"] ?? "").split(":").filter((folder) => path.isAbsolute(folder));
  return [...own, ...extensions, "/usr/local/lib/python3/dist-packages", "/usr/lib/python3/dist-packages"];
}

/** Has the library that is loaded into the target: `attach_linux_amd64.so`, or Debian's `attach.so`. */
function isWhole(folder: string): boolean {
  const place = path.join(folder, "debugpy/_vendored/pydevd/pydevd_attach_to_process");
  return namesIn(place).some((name) => /^attach(_linux_\w+)?\.so$/.test(name));
}

export interface DebugpyPackage {
  readonly folder: string;
  readonly version: string;
}

/** The first that is recent and whole. */
export function findDebugpy(home = homedir()): DebugpyPackage | undefined {
  for (const folder of candidates(home)) {
    const version = versionAt(folder);
    if (version !== undefined && recent(version) && isWhole(folder)) return { folder, version };
  }
  return undefined;
}

/** Copies into `folder` below `root`, readable for whoever the target is. Throws as fs does: a read-only root, say. */
export function putDebugpy(from: DebugpyPackage, root: string, folder: string): void {
  const to = `${root}${folder}`;
  mkdirSync(to, { mode: 0o755 });
  chmodSync(to, 0o755);
  cpSync(path.join(from.folder, "debugpy"), path.join(to, "debugpy"), { recursive: true, dereference: true });
}

/** Unlinks; what a target has mapped stays mapped. */
export function removeDebugpy(root: string, folder: string): void {
  rmSync(`${root}${folder}`, { recursive: true, force: true });
}
