/** The built `pspace` as a program, run as whoever a test wants. */
import { spawn } from "node:child_process";
import { copyFileSync, chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { spawnSync } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { built } from "./engineProcess.ts";

export interface ProgramRun {
  readonly exit: number | string;
  readonly out: string;
  readonly err: string;
}

export interface ProgramWish {
  readonly env?: NodeJS.ProcessEnv;
  /** An ordinary user's id; default: our own. */
  readonly user?: number;
  readonly input?: string;
  /** Where the program lies; default where it was built. */
  readonly folder?: string;
}

/** Runs `pspace` to its end. */
export function pspace(words: readonly string[], wish: ProgramWish = {}): Promise<ProgramRun> {
  const { env = process.env, user, input = "", folder = built } = wish;
  const by = user === undefined ? [] : ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--clear-groups"];
  const [program = "", ...rest] = [...by, process.execPath, path.join(folder, "cli.js"), ...words];
  return new Promise((settle, reject) => {
    const child = spawn(program, rest, { env, cwd: "/", stdio: ["pipe", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      settle({ exit: code ?? signal ?? "", out, err });
    });
  });
}

/** Copies of the programs that every user can read, wherever the tree lies. */
export function readableCopy(): { readonly folder: string; readonly remove: () => void } {
  const top = mkdtempSync(path.join(os.tmpdir(), "pspace-copy-"));
  chmodSync(top, 0o755);
  for (const name of ["cli.js", "engine.js", "connector.js", "waiter.js"]) {
    if (existsSync(path.join(built, name))) copyFileSync(path.join(built, name), path.join(top, name));
  }
  symlinkSync(path.join(built, "..", "node_modules"), path.join(top, "node_modules"));
  return {
    folder: top,
    remove: () => {
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** Why no test can run as this user here; undefined where one can. */
export function whyNotAs(user: number): string | undefined {
  if (process.getuid?.() !== 0) return "only root can run a program as another user";
  const words = [`--reuid=${user}`, `--regid=${user}`, "--clear-groups", process.execPath, "-e", "0"];
  const ran = spawnSync("setpriv", words, { cwd: "/" });
  return ran.status === 0 ? undefined : "node lies where other users cannot run it";
}
