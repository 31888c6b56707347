/** An ordinary user who exists for one test: with a home, and ranges of user ids for rootless containers. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endAll } from "./processes.ts";
import { run } from "./run.ts";

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
  /** Words for setpriv(1). */
  readonly as: readonly string[];
  /** Ends the user's processes, and the user. */
  readonly remove: () => Promise<void>;
}

function processesOf(uid: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((nr) => {
      try {
        return statSync(`/proc/${nr}`).uid === uid;
      } catch {
        return false;
      }
    });
}

export async function ordinaryUser(): Promise<User> {
  const name = `pst${randomBytes(4).toString("hex")}`;
  const home = mkdtempSync(path.join(tmpdir(), "pspace-home-"));
  await run("useradd", ["--home-dir", home, "--no-create-home", "--shell", "/bin/sh", name]);
  await run("chown", [name, home]);
  chmodSync(home, 0o755);
  const uid = Number(await run("id", ["-u", name]));
  const remove = async (): Promise<void> => {
    await endAll(processesOf(uid));
    await run("userdel", [name]);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const as = [`--reuid=${name}`, `--regid=${name}`, "--init-groups"];
  return { name, uid, home, as, remove };
}
