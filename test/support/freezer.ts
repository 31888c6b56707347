/** A control group of the test's own, to freeze a task as a container engine does when it pauses one. Version 1 or 2, whichever is mounted. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomName } from "./specimen.ts";
import { until } from "./waits.ts";

export interface Freezer {
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** Thaws, puts the task back and takes the group away. */
  readonly remove: () => Promise<void>;
}

interface Kind {
  readonly root: string;
  readonly file: string;
  readonly words: readonly [frozen: string, thawed: string];
  readonly tells: { readonly file: string; readonly frozen: RegExp };
}

const kinds: readonly Kind[] = [
  {
    root: "/sys/fs/cgroup/freezer",
    file: "freezer.state",
    words: ["FROZEN", "THAWED"],
    tells: { file: "freezer.state", frozen: /^FROZEN/ },
  },
  {
    root: "/sys/fs/cgroup",
    file: "cgroup.freeze",
    words: ["1", "0"],
    tells: { file: "cgroup.events", frozen: /^frozen 1$/m },
  },
];

function groupIn(root: string, name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
}

/** Undefined where no freezer is mounted that we may use. */
export function makeFreezer(nr: number): Freezer | undefined {
  for (const { root, file, words, tells } of kinds) {
    if (!existsSync(path.join(root, "cgroup.procs"))) continue;
    const folder = groupIn(root, randomName());
    if (!existsSync(path.join(folder, file))) {
      rmdirSync(folder);
      continue;
    }
    writeFileSync(path.join(folder, "cgroup.procs"), String(nr));
    const isFrozen = (): boolean => tells.frozen.test(readFileSync(path.join(folder, tells.file), "utf8"));
    const say = async (frozen: boolean): Promise<void> => {
      writeFileSync(path.join(folder, file), words[frozen ? 0 : 1]);
      await until(frozen ? "it is frozen" : "it is thawed", () => isFrozen() === frozen);
    };
    const remove = async (): Promise<void> => {
      await say(false);
      if (existsSync(`/proc/${nr}`)) writeFileSync(path.join(root, "cgroup.procs"), String(nr));
      await until("the group is empty", () => readFileSync(path.join(folder, "cgroup.procs"), "utf8") === "");
      rmdirSync(folder);
    };
    return { freeze: () => say(true), thaw: () => say(false), remove };
  }
  return undefined;
}
