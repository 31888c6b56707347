/** An engine of this process, asked without a wire. */
import { handlersFor, tellChanges } from "../engine/handlers.ts";
import { openEngine } from "../engine/open.ts";
import type { OpenEngine } from "./use.ts";

/** `proc`: another mounted procfs. Looks at nothing yet. */
export function openLocalEngine(proc: string | undefined): OpenEngine {
  const engine = openEngine(proc === undefined ? {} : { proc });
  return {
    asks: handlersFor(engine),
    onChange: (tell) => {
      tellChanges(engine, (change) => {
        tell(change);
        return Promise.resolve();
      });
    },
    lost: new Promise(() => undefined),
    commandFor: (words) => words,
    close: () => {
      engine.stop();
      return Promise.resolve();
    },
  };
}
