/** What a Node process says of its inspector by how it was started; see node(1), --inspect. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import { absoluteScript, splitCommand } from "./commandLine.ts";
import type { Scene } from "./scene.ts";

const valued =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--title|--inspect-port|--debug-port|--icu-data-dir|--input-type|--watch-path)$/;
const inline = /^(-e|--eval|-p|--print|-pe)(=|$)/;

export interface NodeLaunch {
  /** As the target calls it. */
  readonly script?: string;
  /** Where its inspector opens when asked to: `--inspect-port` or 9229. 0 is any port. */
  readonly port: number;
  /** Whether it was started with an inspector open. */
  readonly inspects: boolean;
  /** `--disable-sigusr1` (Node 22.14+): the signal would not open it. */
  readonly deaf: boolean;
}

/** Options of the environment come first; those of the command line win. */
export function nodeLaunch(facts: AttachFacts): NodeLaunch {
  const { options, script } = splitCommand(facts.command, valued, inline);
  const all = [...(facts.environment?.["NODE_OPTIONS"] ?? "").split(/\s+/), ...options];
  const inspect = all
    .map((word) => /^--(inspect(?:-brk|-wait|-port)?|debug-port)(?:=(.*))?$/.exec(word))
    .filter((found) => found !== null);
  const told = inspect
    .map((found) => /(?:^|:)(\d+)$/.exec(found[2] ?? "")?.[1])
    .filter((port) => port !== undefined)
    .at(-1);
  const at = absoluteScript(script, facts.folder);
  return {
    port: told === undefined ? 9229 : Number(told),
    inspects: inspect.some((found) => found[1] !== "inspect-port" && found[1] !== "debug-port"),
    deaf: all.includes("--disable-sigusr1"),
    ...(at === undefined ? {} : { script: at }),
  };
}

/** The nearest package.json above a script, as the target calls it; looked for below the target's root. */
function packageOf(script: string, root: string): string | undefined {
  for (let folder = path.posix.dirname(script); ; folder = path.posix.dirname(folder)) {
    const file = path.posix.join(folder, "package.json");
    if (existsSync(`${root}${file}`)) return file;
    if (folder === "/") return undefined;
  }
}

/** Files by which the task's sources are known: its script and its package, which is there even when the script is compiled. */
export function nodeFiles(scene: Scene): readonly string[] {
  const { script } = nodeLaunch(scene.facts);
  if (script === undefined) return [];
  const file = packageOf(script, scene.kernel.rootOf(scene.target));
  return file === undefined ? [script] : [script, file];
}
