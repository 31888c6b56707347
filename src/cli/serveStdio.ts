/** The engine on standard streams, as out/engine.js is it. */
import { handlersFor } from "../engine/handlers.ts";
import { openEngine } from "../engine/open.ts";
import { serve } from "../engine/serve.ts";

/** Never settles: the process ends with its stdin. */
export function serveStdio(proc: string | undefined): Promise<void> {
  const engine = openEngine(proc === undefined ? {} : { proc });
  serve({ engine, handlers: handlersFor(engine), input: process.stdin, output: process.stdout });
  return new Promise(() => undefined);
}
