/**
 * Runs a way's commands where the right to them is, for somebody who has it not: a unix socket in that user's private
 * folder, and a stand-in that carries its own stdio there. A debug server or tracer is never ended from here: it may hold
 * breakpoints, and ends with its stdin; a relay holds none.
 */
import { spawn } from "node:child_process";
import { chownSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";

/** Whom the elevated engine works for. */
export interface ForUser {
  readonly uid: number;
  readonly gid: number;
}

/** What may be asked for over the socket: its first line is one of these words. */
export type Part = (typeof partNames)[number];

/** `server` listens on a socket of its own, and only complains here; `tracer` is a debug server that speaks on its stdio. */
const partNames = ["server", "relay", "tracer"] as const;

export type Parts = Readonly<Partial<Record<Part, readonly string[]>>>;

/** Milliseconds that a relay has for what is still under way when its stand-in has gone. */
const farewell = 1_000;

/** Longer than every word. */
const longestWord = 16;

/** Says its word, and then carries. What a debug server says are complaints. Its arguments: the socket, and the word. */
const script =
  'const[a,w]=process.argv.slice(1),s=require("net").connect(a,()=>s.write(w+"\\n"));process.stdin.pipe(s);' +
  's.pipe(w==="server"?process.stderr:process.stdout);' +
  's.on("error",e=>{process.stderr.write(e.message+"\\n");process.exit(3)});s.on("close",()=>process.exit(0))';

/** Program and arguments that stand for the elevated part on the user's side. */
export function standIn(socket: string, part: Part): readonly string[] {
  return ["env", "-u", "NODE_OPTIONS", "ELECTRON_RUN_AS_NODE=1", process.execPath, "-e", script, socket, part];
}

/** The word of a connection's first line and what came after it; undefined while the line is not whole. */
export function readWord(said: Buffer): { readonly word: string; readonly rest: Buffer } | undefined {
  const end = said.indexOf(10);
  if (end < 0 || end > longestWord) return undefined;
  return { word: said.subarray(0, end).toString("latin1"), rest: said.subarray(end + 1) };
}

/** Does something with the file mode mask set; synchronous, so that nobody else sees it. */
function withMask<T>(mask: number, act: () => T): T {
  const before = process.umask(mask);
  try {
    return act();
  } finally {
    process.umask(before);
  }
}

export class Broker {
  private constructor(
    private readonly server: Server,
    private readonly parts: Parts,
  ) {
    server.on("connection", (socket) => {
      this.greet(socket);
    });
  }

  /** Listens on `path`, for that user alone. Rejects where that cannot be. */
  static async open(path: string, user: ForUser, parts: Parts): Promise<Broker> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((done, fail) => {
      server.once("error", fail);
      withMask(0o177, () => server.listen(path, done));
    });
    chownSync(path, user.uid, user.gid);
    return new Broker(server, parts);
  }

  /** No more comes in; what runs is ended by whoever asked for it. */
  close(): void {
    this.server.close();
  }

  private greet(socket: Socket): void {
    let said = Buffer.alloc(0);
    const take = (more: Buffer): void => {
      said = Buffer.concat([said, more]);
      const read = readWord(said);
      if (!read && said.length <= longestWord) return;
      socket.off("data", take);
      socket.pause();
      const part = partNames.find((known) => known === read?.word);
      const command = part && this.parts[part];
      if (!read || !command) {
        socket.destroy();
        return;
      }
      if (read.rest.length > 0) socket.unshift(read.rest);
      if (part === "server") runServer(socket, command);
      else carry(socket, command, part === "relay");
    };
    socket.on("error", () => undefined); // its end says enough
    socket.on("data", take);
  }
}

/** The socket that it makes is open to whoever reaches the user's private folder. Its stdin says only when we are gone. */
function runServer(socket: Socket, [program = "", ...words]: readonly string[]): void {
  const child = withMask(0, () => spawn(program, words, { stdio: ["pipe", "ignore", "pipe"] }));
  child.stderr.pipe(socket, { end: false });
  socket.resume();
  child.on("error", (error) => socket.end(`${error.message}\n`));
  child.on("close", () => socket.end());
}

/** `ends`: it may be ended by a signal when its stand-in has gone; else it ends by itself with its stdin. */
function carry(socket: Socket, [program = "", ...words]: readonly string[], ends: boolean): void {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.on("error", () => undefined); // it may end first
  socket.pipe(child.stdin);
  child.stdout.pipe(socket);
  child.on("error", () => socket.destroy());
  socket.on("close", () => child.stdin.end());
  if (!ends) return;
  socket.on("end", () => setTimeout(() => child.kill(), farewell).unref());
  socket.on("close", () => child.kill());
}
