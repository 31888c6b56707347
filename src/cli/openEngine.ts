/** Opens the engine that the common options name. Everything heavy is loaded here, when a command asks: `-h` pays for none of it. */
import { isProcfs } from "../engine/kernel/procfs.ts";
import { parseHost } from "../hosts/host.ts";
import { badWords } from "./prose.ts";
import { OutcomeError } from "./runner.ts";
import type { CommonOptions, OpenEngine } from "./use.ts";

/** Throws an `OutcomeError` for options that make no sense together. */
export async function openEngine({ host, proc, from }: CommonOptions): Promise<OpenEngine> {
  if (from !== undefined) {
    if (host !== undefined || proc !== undefined) throw new OutcomeError(badWords("A snapshot is read alone"));
    const { openSnapshot } = await import("./snapshot/open.ts");
    return openSnapshot(from);
  }
  if (host !== undefined) return openThere(host, proc);
  if (proc !== undefined && !isProcfs(proc)) throw new OutcomeError(badWords(`${proc} is not a mounted procfs`));
  const { openLocalEngine } = await import("./localEngine.ts");
  return openLocalEngine(proc);
}

async function openThere(name: string, proc: string | undefined): Promise<OpenEngine> {
  const host = parseHost(name);
  if (host === undefined) throw new OutcomeError(badWords(`${name} names no host: expected a name as ssh takes it`));
  const { openRemoteEngine } = await import("./remoteEngine.ts");
  return openRemoteEngine(host, proc);
}
