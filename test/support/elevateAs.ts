/**
 * A program of its own, bundled by the test of elevation and run as an ordinary user: attaches as the editor would, with
 * passwords instead of a person, and prints as JSON how that ended. Words: the engine's program, the tuple, the
 * debugger (`-`: chosen), the folder of the sources, file, line, and the passwords that are typed, in turn.
 */
import { spawn } from "node:child_process";
import { openAttachment } from "../../src/debug/openAttachment.ts";
import { startAdapter } from "../../src/debug/adapterStream.ts";
import type { Attachment } from "../../src/debug/attachment.ts";
import { limits } from "../../src/debug/limits.ts";
import type { Lift } from "../../src/debug/lift.ts";
import { proveHeld } from "../../src/debug/proof.ts";
import { elevatedCommand, ElevatedEngine, engineGreeting } from "../../src/client/elevated.ts";
import { elevate } from "../../src/hosts/elevation.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { attach, stopAt } from "./breakpoint.ts";
import { DapClient } from "./dapClient.ts";

/** `asked`: how often a password was asked for. `adapter`: the user that the debug adapter ran as. */
export interface ElevatedAttempt {
  readonly is: "hit" | "reached" | "problem";
  readonly asked: number;
  readonly where?: string;
  readonly problem?: unknown;
}

const [file = "", tuple = "", wish = "-", sources = "", source = "", line = "0", ...passwords] = process.argv.slice(2);
const cancel = new AbortController().signal;
const told = { asked: 0, log: [] as string[] };

const lift: Lift = async () => {
  const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const ended = await elevate({
    command: elevatedCommand(process.execPath, file, user, process.env),
    greeting: engineGreeting,
    ask: () => {
      told.asked += 1;
      return Promise.resolve(passwords.shift());
    },
    node: process.execPath,
    environment: process.env,
    cancel,
  });
  if (ended.is !== "started") return { is: "not", why: ended.why };
  const engine = new ElevatedEngine(ended.child);
  return { is: "lifted", engine, close: () => engine.close() };
};

/** The line where it stops, by an adapter that is ours and a server that is root's. */
async function stop(attachment: Attachment): Promise<string> {
  const way = attachment.way as unknown as WayOf<Pid>;
  attachment.state.adapterStarted = true;
  const { child, stream } = await startAdapter({ ...attachment.way, ...way }, attachment.reference);
  const client = new DapClient(stream.fromAdapter, stream.toAdapter);
  const carried = { client, tracer: 0, said: () => child.lastWords(), end: () => Promise.resolve() };
  const filled = { ...way, configuration: attachment.configuration };
  await attach(carried, filled, [{ file: source, line: Number(line) }]);
  const tracer = way.proof.by === "tracer" ? (attachment.server ?? child.seenIn(attachment.self)) : undefined;
  await proveHeld(attachment.engine, attachment, tracer ? { tracer } : {});
  const frame = await stopAt(client);
  await client.request("disconnect", { terminateDebuggee: false });
  client.cut();
  await child.ended;
  return `${frame?.source?.path ?? "nowhere"}:${(frame?.line ?? 0).toString()}`;
}

async function main(): Promise<ElevatedAttempt> {
  const own = new ElevatedEngine(spawn(process.execPath, [file, "--stdio"], { stdio: "pipe" }));
  const log = (text: string): void => void told.log.push(text);
  try {
    const asked = { tuple, sources: [sources], cancel, ...(wish === "-" ? {} : { debugger: wish }) };
    const attachment = await openAttachment({ engine: own, lift, log }, asked);
    try {
      // A tunnel's far end has been asked who it is when this is reached.
      return attachment.way?.adapter
        ? { is: "hit", asked: told.asked, where: await stop(attachment) }
        : { is: "reached", asked: told.asked };
    } finally {
      await attachment.undo.run();
    }
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    return { is: "problem", asked: told.asked, problem: thrown.problem };
  } finally {
    await own.close();
  }
}

setTimeout(() => process.exit(9), 4 * limits.engine).unref();
void main().then(
  (attempt) => process.stdout.write(JSON.stringify(attempt)),
  (thrown: unknown) => process.stdout.write(JSON.stringify({ is: "failed", why: String(thrown), log: told.log })),
);
