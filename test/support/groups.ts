/** A control group made by hand as systemd makes one for a service: no namespace, only a name. */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endAll, endChild } from "./processes.ts";
import { randomName, type Specimen } from "./specimen.ts";

/** The hierarchy that systemd itself uses: version 2, or its own of version 1. */
const hierarchies = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

/** Why no group can be made here; undefined where one can. */
export function whyNoGroups(): string | undefined {
  if (process.getuid?.() !== 0) return "needs root";
  try {
    const hierarchy = hierarchies.find((folder) => existsSync(path.join(folder, "cgroup.procs")));
    accessSync(hierarchy ?? "/nowhere", constants.W_OK);
    return undefined;
  } catch {
    return "no hierarchy of control groups can be written";
  }
}

/** `sleep` as the service `pst-….service`; `numbers` has two processes. */
export async function serviceSpecimen(): Promise<Specimen> {
  const hierarchy = hierarchies.find((folder) => existsSync(path.join(folder, "cgroup.procs")));
  if (hierarchy === undefined) throw new Error("no hierarchy of control groups is mounted");
  const name = `${randomName()}.service`;
  const slice = path.join(hierarchy, "pst.slice");
  const group = path.join(slice, name);
  mkdirSync(group, { recursive: true });
  const children = [1, 2].map(() => spawn("sleep", ["1000000"], { stdio: "ignore" }));
  const numbers = children.map(({ pid }) => pid ?? 0) as [number, number];
  for (const nr of numbers) writeFileSync(path.join(group, "cgroup.procs"), nr.toString());
  const end = async (): Promise<void> => {
    await Promise.all(children.map(endChild));
    await endAll(numbers);
    rmdirSync(group);
    try {
      rmdirSync(slice);
    } catch {
      // Another run's service is in it.
    }
  };
  return Promise.resolve({ name, numbers, end });
}
