/** Rights of sudo for one test's user, in files of their own that go with the test. */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { startTimeOf } from "./leftovers.mjs";
import { has } from "./run.ts";
import type { User } from "./users.ts";

const folder = "/etc/sudoers.d";

/** Why nobody can be given these rights here; undefined where they can. */
export function whyNoSudo(): string | undefined {
  if (process.getuid?.() !== 0) return "needs root";
  const missing = ["sudo", "chpasswd", "setpriv"].filter((program) => !has(program));
  return missing.length > 0 ? `not installed: ${missing.join(", ")}` : undefined;
}

/** Takes back what a test run that was killed has left: a file's first line names the run, by number and start. */
function sweep(): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith("pst"))) {
    const [, nr, start] = /^# run (\d+) (\d+)$/m.exec(readFileSync(path.join(folder, name), "utf8")) ?? [];
    if (nr !== undefined && startTimeOf(nr) !== start) rmSync(path.join(folder, name), { force: true });
  }
}

/** With `password` the user must say it; else nothing is asked. Gives the way to take the right back. */
export function letSudo(user: User, password?: string): () => void {
  const file = path.join(folder, user.name);
  sweep();
  const run = `# run ${process.pid} ${startTimeOf(process.pid)}\n`;
  writeFileSync(file, `${run}${user.name} ALL=(ALL:ALL) ${password === undefined ? "NOPASSWD: " : ""}ALL\n`, {
    mode: 0o440,
  });
  if (password !== undefined) setPassword(user, password);
  return () => {
    rmSync(file, { force: true });
    rmSync(`/run/sudo/ts/${user.name}`, { force: true });
  };
}

export function setPassword(user: User, password: string): void {
  const { status, stderr } = spawnSync("chpasswd", { input: `${user.name}:${password}\n`, encoding: "utf8" });
  if (status !== 0) throw new Error(`no password for ${user.name}: ${stderr}`);
}

/** Nothing that is found by accident. */
export function randomPassword(): string {
  return `pst-${randomBytes(12).toString("hex")}`;
}
