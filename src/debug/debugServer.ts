/**
 * A debug server on a private unix socket, which traces the task from the moment that the socket is there. It is never
 * killed while it may hold breakpoints: where no adapter came for it, it is asked in its own protocol to let go.
 * (One that hangs before any adapter came holds none, and is ended by a signal.)
 */
import { existsSync, watch } from "node:fs";
import { connect, type Socket } from "node:net";
import { dirname } from "node:path";
import type { Child } from "./child.ts";

/** The remote protocol's packet "detach", with its checksum, after an acknowledgement. */
const detach = "+$D#44";
/** The answer that it has. */
const letGo = "$OK#";

/** Resolves when the socket is there; rejects with one sentence when the server ends first. The caller limits the wait. */
export async function awaitSocket(server: Child, socket: string): Promise<void> {
  const watcher = watch(dirname(socket));
  try {
    const appeared = new Promise<void>((done) => {
      const look = (): void => {
        if (existsSync(socket)) done();
      };
      watcher.on("change", look);
      watcher.on("error", look);
      look(); // it may have been there before we watched
    });
    const died = server.ended.then((how) => {
      throw new Error(how);
    });
    await Promise.race([appeared, died]);
  } finally {
    watcher.close();
  }
}

/**
 * Lets go of the task and resolves when the server has ended, or after `limit` milliseconds: whether it has ended.
 * `visited`: an adapter may have been there, and breakpoints with it.
 */
export async function endServer(server: Child, socket: string, limit: number, visited: boolean): Promise<boolean> {
  if (!server.running()) {
    await detachOnce(socket, limit);
    return true;
  }
  const over = new AbortController();
  const late = new Promise<false>((done) => {
    const timer = setTimeout(() => {
      if (!visited) server.process.kill();
      done(false);
    }, limit);
    over.signal.addEventListener("abort", () => {
      clearTimeout(timer);
    });
  });
  askToDetach(socket, over.signal);
  const ended = await Promise.race([server.ended.then(() => true), late]);
  over.abort();
  return ended;
}

/** Who ran it for us may have been killed alone, and it may wait for an adapter still. Resolves when nobody is there, or it has heard. */
function detachOnce(socket: string, limit: number): Promise<void> {
  return new Promise((done) => {
    const client = sayDetach(socket);
    client.setTimeout(limit, () => client.destroy());
    client.on("close", () => {
      done();
    });
  });
}

/** Tries until it gets through: a socket is there a moment before it is listened on. An adapter that has it ends the server itself. */
function askToDetach(socket: string, over: AbortSignal): void {
  if (over.aborted) return;
  const client = sayDetach(socket);
  const stop = (): void => {
    client.destroy();
  };
  over.addEventListener("abort", stop, { once: true });
  client.on("close", () => {
    over.removeEventListener("abort", stop);
    setTimeout(askToDetach, 50, socket, over);
  });
}

/** lldb-server ends when it has let go *and* whoever asked for it has hung up; gdbserver hangs up by itself. */
function sayDetach(socket: string): Socket {
  const client = connect(socket, () => client.write(detach));
  let heard = "";
  client.on("data", (bytes) => {
    heard += bytes.toString("latin1");
    if (heard.includes(letGo)) client.end();
  });
  return client.on("error", () => undefined); // `close` follows
}
