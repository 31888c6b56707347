/** The debugger of the JDK, through a way's relay: stops at one line, says where, and lets go. */
import { spawn, type ChildProcess } from "node:child_process";
import net from "node:net";
import { until } from "./waits.ts";

/** A loopback port of ours that leads through the relay; `close` ends what came by it. */
async function tunnel(
  relay: readonly string[],
): Promise<{ readonly port: number; readonly relays: readonly ChildProcess[]; readonly close: () => void }> {
  const [program = "", ...words] = relay;
  const relays: ChildProcess[] = [];
  const server = net.createServer((socket) => {
    const child = spawn(program, words, { stdio: ["pipe", "pipe", "ignore"] });
    relays.push(child);
    socket.pipe(child.stdin);
    child.stdout.pipe(socket);
    for (const stream of [socket, child.stdin]) stream.on("error", () => child.kill());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, relays, close: () => server.close() };
}

/** Stands at one line and does not go on: jdb, and the relays that it came by. */
export async function standInJdb(
  relay: readonly string[],
  at: string,
): Promise<{ readonly jdb: ChildProcess; readonly relays: readonly ChildProcess[] }> {
  const { port, relays, close } = await tunnel(relay);
  const jdb = spawn("jdb", ["-connect", `com.sun.jdi.SocketAttach:hostname=127.0.0.1,port=${port}`], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  let said = "";
  jdb.stdout.on("data", (more: Buffer) => (said += more.toString()));
  await until("jdb is ready", () => said.includes("Initializing jdb"));
  jdb.stdin.write(`stop at ${at}\n`);
  await until("jdb stops and says where", () => /Breakpoint hit[^]*line=\d+\D/.test(said));
  close();
  return { jdb, relays };
}

/** `at`: class and line, `Counter:4`. Gives everything that jdb said. */
export async function stopInJdb(relay: readonly string[], at: string): Promise<string> {
  const { port, close } = await tunnel(relay);
  const jdb = spawn("jdb", ["-connect", `com.sun.jdi.SocketAttach:hostname=127.0.0.1,port=${port}`], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  let said = "";
  jdb.stdout.on("data", (more: Buffer) => (said += more.toString()));
  try {
    await until("jdb is ready", () => said.includes("Initializing jdb"));
    jdb.stdin.write(`stop at ${at}\n`);
    // its prompt, of another thread of its own, may come between the words
    await until("jdb stops and says where", () => /Breakpoint hit[^]*line=\d+\D/.test(said));
    jdb.stdin.write(`clear ${at}\nquit\n`);
    await until("jdb has quit", () => jdb.exitCode !== null);
    return said;
  } finally {
    jdb.kill();
    close();
  }
}
