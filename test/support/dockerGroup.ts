/** A group that may command the run's own Docker daemon, for one test: what the docker group is on a machine of its own. */
import { chownSync, chmodSync, statSync } from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { run } from "./run.ts";
import type { User } from "./users.ts";

/** Lets the user in; gives the way to shut them out again. */
export async function letDocker(user: User): Promise<() => Promise<void>> {
  const socket = (process.env["DOCKER_HOST"] ?? "").replace(/^unix:\/\//, "");
  const [before, folder] = [statSync(socket), path.dirname(socket)];
  const mode = statSync(folder).mode & 0o7777;
  const group = `pst${randomBytes(4).toString("hex")}`;
  await run("groupadd", [group]);
  await run("usermod", ["--append", "--groups", group, user.name]);
  const gid = Number((await run("getent", ["group", group])).split(":")[2]);
  chownSync(socket, before.uid, gid);
  chmodSync(socket, 0o660);
  chmodSync(folder, mode | 0o011);
  return async () => {
    chownSync(socket, before.uid, before.gid);
    chmodSync(folder, mode);
    await run("gpasswd", ["--delete", user.name, group]);
    await run("groupdel", [group]);
  };
}
