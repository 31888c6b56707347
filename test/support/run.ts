/** Programs that tests run to the end, and those that stay. */
import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const start = promisify(execFile);

/** What a program printed, without the last line end; its own error text where it fails. */
export async function run(program: string, words: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await start(program, words, {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    cwd: "/",
    ...(env ? { env: { ...process.env, ...env } } : {}),
  });
  return stdout.trimEnd();
}

/** Whether the machine has a program of this name. */
export function has(program: string): boolean {
  return (process.env["PATH"] ?? "").split(":").some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Why a test that needs root and these programs cannot run here; undefined where it can. */
export function whyNot(...programs: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return "needs root";
  const missing = programs.filter((program) => !has(program));
  return missing.length > 0 ? `not installed: ${missing.join(", ")}` : undefined;
}
