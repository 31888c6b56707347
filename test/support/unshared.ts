/** Anonymous containers: namespaces made with unshare(1), nested as deep as wished, by root or by an ordinary user. */
import { spawn, spawnSync } from "node:child_process";
import { commandOf, endAll, endChild, numbersOf, untilDescendant } from "./processes.ts";
import { randomName, type Specimen } from "./specimen.ts";

export interface Wish {
  /** How many PID namespaces, one inside the other. Default 1. */
  readonly depth?: number;
  /** An ordinary user's id: namespaces through a user namespace of its own; only root can be another. Default: ourselves. */
  readonly user?: number;
  /** What runs innermost; must not exec another program. Default: `sleep infinity`. */
  readonly command?: readonly string[];
  /** Namespaces besides pid and mount. */
  readonly also?: readonly ("net" | "uts" | "ipc")[];
}

/** A program with a good many threads: Node itself, and it says nothing. */
export const threadedCommand: readonly string[] = [process.execPath, "-e", "setInterval(() => {}, 1 << 30)"];

const isRoot = process.getuid?.() === 0;

/** Why no namespaces can be made by ourselves here; undefined where they can: root makes any, others need user namespaces. */
export function whyNoNamespaces(): string | undefined {
  if (isRoot) return undefined;
  const ran = spawnSync("unshare", ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "true"], {
    cwd: "/",
  });
  return ran.status === 0 ? undefined : "an ordinary user may make no user namespaces here";
}

function unshareWords({ depth = 1, user, command = ["sleep", "infinity"], also = [] }: Wish): readonly string[] {
  const namespaces = ["--pid", "--fork", "--kill-child", "--mount-proc", ...also.map((kind) => `--${kind}`)];
  const inner = Array.from({ length: depth - 1 }, () => ["unshare", ...namespaces, "--"]).flat();
  const outer = [
    "unshare",
    ...(isRoot && user === undefined ? [] : ["--user", "--map-root-user"]),
    ...namespaces,
    "--",
  ];
  const by = user === undefined ? [] : ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--clear-groups"];
  return [...by, ...outer, ...inner, ...command];
}

/** `numbers`: number 1 of each namespace, outermost first; the last runs the command. */
export async function unshareSpecimen(wish: Wish = {}): Promise<Specimen> {
  const { depth = 1, command = ["sleep", "infinity"] } = wish;
  const [program = "", ...words] = unshareWords(wish);
  const child = spawn(program, words, { stdio: "ignore", cwd: "/" });
  const root = child.pid;
  if (root === undefined) throw new Error("unshare did not start");
  const outside = numbersOf(process.pid).length;
  const at = (level: number): Promise<number> =>
    untilDescendant(root, `there is a namespace ${level} deep`, (nr) => {
      const numbers = numbersOf(nr);
      return numbers.length === outside + level && numbers.at(-1) === 1;
    });
  try {
    const first = await at(1);
    const rest: number[] = [];
    for (let level = 2; level <= depth; level += 1) rest.push(await at(level));
    await untilDescendant(
      rest.at(-1) ?? first,
      `${command.join(" ")} runs`,
      (nr) => commandOf(nr).join(" ") === command.join(" "),
    );
    return { name: randomName(), numbers: [first, ...rest], end: () => endUnshared(child, [first, ...rest]) };
  } catch (thrown) {
    await endChild(child);
    throw thrown;
  }
}

async function endUnshared(child: ReturnType<typeof spawn>, inits: readonly number[]): Promise<void> {
  await endAll(inits.slice(0, 1));
  await endChild(child);
  await endAll(inits);
}
