/** Takes a snapshot from whoever answers the wire's questions: an engine of this process, another's, or the editor's. */
import type { Handlers } from "../protocol/handlers.ts";
import type { WireTask } from "../protocol/wire.ts";
import type { Unresolved } from "../model/resolution.ts";
import type { Snapshot } from "./file.ts";

export type Asks = Pick<Handlers, "spaces" | "tasks" | "threads" | "history">;

/** Processes whose threads are asked for at the same time. */
const atOnce = 16;

/** The map first; what begins while threads are being listed is not in it, what ends has none. */
export async function takeSnapshot(asks: Asks, now: () => Date): Promise<Snapshot | Unresolved> {
  const map = await asks.spaces();
  const all = await asks.tasks({ space: "host" });
  if (all.is !== "found") return all;
  const taken = now().toISOString();
  const { lines } = await asks.history();
  return { taken, map, tasks: all.tasks, threads: await threadsOf(asks, all.tasks), journal: lines };
}

async function threadsOf(asks: Asks, tasks: readonly WireTask[]): Promise<readonly WireTask[]> {
  const processes = tasks.filter(({ command }) => command.length > 0); // the kernel's own have one thread each
  const threads: WireTask[] = [];
  for (let at = 0; at < processes.length; at += atOnce) {
    const some = await Promise.all(
      processes.slice(at, at + atOnce).map(async ({ id, host }) => {
        const answer = await asks.threads({ tuple: `${host.space}:${host.nr.toString()}` });
        return answer.is === "found" ? answer.tasks.filter((thread) => thread.process && thread.id !== id) : [];
      }),
    );
    threads.push(...some.flat().map((thread) => ({ ...thread, pid: thread.host })));
  }
  return threads;
}
