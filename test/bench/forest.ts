/** Ten thousand quiet tasks in five hundred namespaces, and the C programs of the benchmarks. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface Forest {
  readonly namespaces: number;
  readonly tasks: number;
  /** Numbers of the first task of each namespace. */
  readonly firsts: readonly number[];
  readonly end: () => Promise<void>;
}

/** Compiles programs/NAME.c into `folder`; what it is called there. */
export function compile(sources: string, folder: string, name: string): string {
  const program = path.join(folder, name);
  execFileSync("cc", ["-O2", "-o", program, path.join(sources, `${name}.c`)]);
  return program;
}

function childrenOf(nr: number): readonly number[] {
  const text = execFileSync("cat", [`/proc/${nr}/task/${nr}/children`], { encoding: "utf8" });
  return text.split(" ").filter(Boolean).map(Number);
}

/** Waits until they all stand. */
export async function growForest(program: string, namespaces: number, each: number): Promise<Forest> {
  const child: ChildProcess = spawn(program, [`${namespaces}`, `${each}`], { stdio: ["pipe", "pipe", "inherit"] });
  const nr = child.pid;
  const { stdout } = child;
  if (nr === undefined || !stdout) throw new Error("the forest did not start");
  await once(stdout, "data");
  const end = async (): Promise<void> => {
    child.stdin?.end();
    if (child.exitCode === null) await once(child, "exit");
  };
  return { namespaces, tasks: namespaces * each, firsts: childrenOf(nr), end };
}
