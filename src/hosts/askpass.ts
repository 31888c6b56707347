/**
 * Answers sudo's question for a password from a program of ours (see sudo(8), -A) with what a person types into the
 * editor. The way between the two is a unix socket of mode 0600 in a folder of mode 0700, opened by a token that is good
 * for one question. The password is passed on and forgotten: it is in no file, log, argument or environment.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shellLine } from "../model/shell.ts";

/** As often as sudo itself lets one try. */
export const mostAttempts = 3;

/** Whoever has the password. The first attempt is 1; undefined: they would not say. */
export type AskPassword = (attempt: number) => Promise<string | undefined>;

export interface Askpass {
  /** For SUDO_ASKPASS. */
  readonly program: string;
  /** Whether somebody was asked and would not say. */
  readonly declined: () => boolean;
  /** Nothing of it is left afterwards. */
  readonly close: () => Promise<void>;
}

/** Its argument is the folder. Prints what it is told, or fails when it is told nothing. */
const script =
  'const f=process.argv[1],s=require("net").connect(f+"/socket");let t="";' +
  's.write(require("fs").readFileSync(f+"/token","utf8"));' +
  's.on("data",d=>t+=d);s.on("error",()=>process.exit(1));' +
  's.on("close",()=>t?process.stdout.write(t,()=>process.exit(0)):process.exit(1))';

/** Text of the program that sudo starts. `node`: what runs a script, an editor's own executable too. */
export function askpassProgram(node: string, folder: string): string {
  const words = ["env", "-u", "NODE_OPTIONS", "ELECTRON_RUN_AS_NODE=1", node, "-e", script, folder];
  return `#!/bin/sh\nexec ${shellLine(words)}\n`;
}

const newToken = (): string => randomBytes(32).toString("hex");

/** Compares in constant time; what is longer or shorter is wrong. */
export function isToken(said: string, token: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Replaces it as a whole: whoever reads it reads the old one or the new one. */
async function writeToken(folder: string, token: string): Promise<void> {
  await writeFile(join(folder, "token.new"), token, { mode: 0o600 });
  await rename(join(folder, "token.new"), join(folder, "token"));
}

/** Reads as much as a token has; rejects when it ends before. */
function readToken(socket: Socket, length: number): Promise<string> {
  return new Promise((done, fail) => {
    let said = "";
    socket.on("data", (more: Buffer) => {
      said += more.toString("latin1");
      if (said.length >= length) done(said);
    });
    socket.on("error", fail);
    socket.on("close", () => {
      fail(new Error("it said no token"));
    });
  });
}

/** Ready to be asked, until `close`. */
export async function openAskpass(node: string, ask: AskPassword): Promise<Askpass> {
  const folder = await mkdtemp(join(tmpdir(), "pspace-"));
  const program = join(folder, "askpass");
  const state = { token: newToken(), attempts: 0, declined: false };
  const server = createServer((socket) => {
    answer(socket).catch(() => socket.destroy());
  });
  async function answer(socket: Socket): Promise<void> {
    const said = await readToken(socket, state.token.length);
    const isRight = isToken(said, state.token);
    state.token = newToken();
    await writeToken(folder, state.token);
    if (!isRight || state.attempts >= mostAttempts) throw new Error("not to be answered");
    state.attempts += 1;
    const password = await ask(state.attempts);
    state.declined = password === undefined;
    if (password === undefined) throw new Error("not told");
    socket.end(`${password}\n`);
  }
  await writeToken(folder, state.token);
  await writeFile(program, askpassProgram(node, folder), { mode: 0o700 });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(join(folder, "socket"), done);
  });
  await chmod(join(folder, "socket"), 0o600);
  return {
    program,
    declined: () => state.declined,
    close: async () => {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
