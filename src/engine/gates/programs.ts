/** Debuggers installed on this machine: which program, and which version. Looks at names, starts nothing. */
import { accessSync, constants, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import type { DebuggerName } from "../../model/plan.ts";

/** Where programs are looked for: PATH first. */
export function programFolders(): readonly string[] {
  const own = (process.env["PATH"] ?? "").split(":").filter((folder) => path.isAbsolute(folder));
  return [...new Set([...own, "/usr/local/bin", "/usr/bin", "/bin"])];
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first program of that name; names in order of preference. */
export function findProgram(names: readonly string[], folders = programFolders()): string | undefined {
  for (const name of names) {
    for (const folder of folders) {
      if (isExecutable(path.join(folder, name))) return path.join(folder, name);
    }
  }
  return undefined;
}

/** A program that the user named for a debugger: a JSON object in `PSPACE_DEBUGGERS`; anything else there names none. */
export function namedByUser(name: DebuggerName): string | undefined {
  try {
    const named: unknown = JSON.parse(process.env["PSPACE_DEBUGGERS"] ?? "{}");
    const program = typeof named === "object" && named !== null ? (named as Record<string, unknown>)[name] : undefined;
    return typeof program === "string" && isExecutable(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** The user's own choice where it can be run, else the first of `programs` that is found. */
export function findDebugger(name: DebuggerName, programs: readonly string[]): string | undefined {
  return namedByUser(name) ?? findProgram(programs);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export interface Lldb {
  readonly adapter: string;
  readonly server: string;
}

/** An adapter's own server: beside it, or where a link to it leads. */
function serverBeside(adapter: string): string | undefined {
  const folders = [path.dirname(adapter), path.dirname(realpathSync(adapter))];
  return findProgram(["lldb-server"], folders);
}

/** Adapter and server of one LLDB: the user's choice, the newest of Debian's (`/usr/lib/llvm-N`) first, else of PATH. */
export function findLldb(prefix = "/usr/lib", folders = programFolders()): Lldb | undefined {
  const named = namedByUser("lldb-dap");
  const beside = named === undefined ? undefined : serverBeside(named);
  if (named !== undefined && beside !== undefined) return { adapter: named, server: beside };
  const versions = namesIn(prefix)
    .map((name) => Number(/^llvm-(\d+)$/.exec(name)?.[1] ?? NaN))
    .filter((version) => version >= 18) // lldb-dap was called lldb-vscode before
    .sort((a, b) => b - a);
  for (const version of versions) {
    const bin = `${prefix}/llvm-${version}/bin`;
    const pair = { adapter: `${bin}/lldb-dap`, server: `${bin}/lldb-server` };
    if (isExecutable(pair.adapter) && isExecutable(pair.server)) return pair;
  }
  const [adapter, server] = [findProgram(["lldb-dap"], folders), findProgram(["lldb-server"], folders)];
  return adapter === undefined || server === undefined ? undefined : { adapter, server };
}
