/**
 * When a task that was stopped at its exec runs on: a native debugger has it from its first instruction, so only once it is attached; a
 * language's own debug port opens only after a while of running, so before. Needs no editor.
 */
import { shutGate, type DebuggerName, type Plan } from "../model/plan.ts";
import { requests } from "../protocol/messages.ts";
import { limits, within } from "./limits.ts";
import { attachFailed, type Meant } from "./proof.ts";

/** Those that speak with something inside of the running program. */
const needRunning: readonly DebuggerName[] = ["js-debug", "debugpy", "java"];
/** Milliseconds between two looks whether a program has come so far. */
const pause = 50;

/** A task that stands runs on; for any other nothing happens. */
export async function letRun(held: Meant): Promise<void> {
  const { standing } = held;
  if (!standing) return;
  const late = attachFailed(held, "it could not be let run in time");
  await within(standing.engine.ask(requests.go, { hold: standing.hold }), limits.engine, late, undefined);
}

/** The plan; of a task that was waited for and must run for its debugger, as soon as its gates are open. */
export async function planWhenReady(held: Meant, wasAwaited: boolean, plan: () => Promise<Plan>): Promise<Plan> {
  let now = await plan();
  if (!wasAwaited || !needRunning.includes(now.debugger)) return now;
  await letRun(held);
  const end = Date.now() + limits.ready;
  while (shutGate(now.gates) && Date.now() < end) {
    await new Promise((done) => setTimeout(done, pause));
    now = await plan();
  }
  return now;
}
