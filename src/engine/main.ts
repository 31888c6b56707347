/**
 * Entry of the engine, process 2: `engine.js --stdio [--proc DIR]`. Speaks JSON-RPC on stdio, ends when stdin does;
 * stderr carries one greeting line, and then only what went wrong.
 */
import { parseArguments } from "./arguments.ts";
import { handlersFor } from "./handlers.ts";
import { isProcfs } from "./kernel/procfs.ts";
import { openEngine } from "./open.ts";
import { serve } from "./serve.ts";

const asked = parseArguments(process.argv.slice(2));
if ("bad" in asked) {
  process.stderr.write(`${asked.bad}\n`);
  process.exitCode = 2;
} else if (asked.proc !== undefined && !isProcfs(asked.proc)) {
  process.stderr.write(`${asked.proc} is not a mounted procfs.\n`);
  process.exitCode = 2;
} else {
  const engine = openEngine(asked);
  process.stderr.write(`${engine.greeting()}\n`);
  serve({ engine, handlers: handlersFor(engine), input: process.stdin, output: process.stdout });
}
