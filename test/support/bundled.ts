/** The engine's code as a program of its own that any user can read and run, with koffi beside it. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Bundles `entry` (from the root of the tree) into a folder; gives the program's path. */
export function bundleInto(folder: string, entry: string): string {
  const program = path.join(folder, `${path.basename(entry, ".ts")}.cjs`);
  const words = [
    "--bundle",
    "--platform=node",
    "--format=cjs",
    "--external:koffi",
    "--loader:.node=empty",
    "--log-level=error",
  ];
  execFileSync(path.resolve("node_modules/.bin/esbuild"), [path.resolve(entry), ...words, `--outfile=${program}`]);
  for (const name of ["koffi", "@koromix"]) {
    const from = path.resolve("node_modules", name);
    if (existsSync(from)) cpSync(from, path.join(folder, "node_modules", name), { recursive: true });
  }
  createRequire(program).resolve("koffi");
  return program;
}
