/** Control groups made by hand, as systemd makes one for a service and Docker for a container: no namespace, only a name. */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endAll, endChild } from "./processes.ts";
import { randomName, type Specimen } from "./specimen.ts";
import { until } from "./waits.ts";

/** The hierarchy that systemd itself uses: version 2, or its own of version 1. */
const hierarchies = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

const findHierarchy = (): string | undefined =>
  hierarchies.find((folder) => existsSync(path.join(folder, "cgroup.procs")));

/** Why no group can be made here; undefined where one can. */
export function whyNoGroups(): string | undefined {
  if (process.getuid?.() !== 0) return "needs root";
  try {
    accessSync(findHierarchy() ?? "/nowhere", constants.W_OK);
    return undefined;
  } catch {
    return "no hierarchy of control groups can be written";
  }
}

export interface Group {
  /** Takes in a process of ours; what it starts from then on is in there too. */
  readonly add: (nr: number) => void;
  /** Once everybody in it has ended. */
  readonly remove: () => Promise<void>;
}

/** An empty group below a slice of the tests' own. */
export function makeGroup(name: string): Group {
  const hierarchy = findHierarchy();
  if (hierarchy === undefined) throw new Error("no hierarchy of control groups is mounted");
  const slice = path.join(hierarchy, "pst.slice");
  const group = path.join(slice, name);
  mkdirSync(group, { recursive: true });
  return {
    add: (nr) => {
      writeFileSync(path.join(group, "cgroup.procs"), nr.toString());
    },
    remove: async () => {
      await until(`${name} is empty`, () => {
        rmdirSync(group);
        return true;
      });
      try {
        rmdirSync(slice);
      } catch {
        // Another run's group is in it.
      }
    },
  };
}

/** `sleep` as the service `pst-….service`; `numbers` has two processes. */
export async function serviceSpecimen(): Promise<Specimen> {
  const name = `${randomName()}.service`;
  const group = makeGroup(name);
  const children = [1, 2].map(() => spawn("sleep", ["1000000"], { stdio: "ignore" }));
  const numbers = children.map(({ pid }) => pid ?? 0) as [number, number];
  for (const nr of numbers) group.add(nr);
  const end = async (): Promise<void> => {
    await Promise.all(children.map(endChild));
    await endAll(numbers);
    await group.remove();
  };
  return Promise.resolve({ name, numbers, end });
}
