/**
 * A few words with a Node inspector through a relay: is one there, and one evaluation. Never a debugger: it sets
 * no breakpoint, stops nothing, and every wait has a limit.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";

export type Relay = readonly string[];

/** Long enough for a loaded machine to start a relay; nobody waits so long for one that answers. */
const patience = 10_000;

/** Runs a relay until `take` has an answer, the far end closes, or patience ends; undefined then. */
function converse<T>(
  relay: Relay,
  hello: Buffer,
  take: (all: Buffer, say: (more: Buffer) => void) => T | undefined,
): Promise<T | undefined> {
  const [program = "", ...words] = relay;
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["pipe", "pipe", "ignore"] });
    let heard = Buffer.alloc(0);
    const limit = setTimeout(() => {
      end(undefined);
    }, patience);
    const end = (answer: T | undefined): void => {
      clearTimeout(limit);
      stop(child);
      resolve(answer);
    };
    child.on("error", () => {
      end(undefined);
    });
    child.on("close", () => {
      end(undefined);
    });
    child.stdin.on("error", () => undefined); // the far end closed; "close" follows
    child.stdout.on("data", (more: Buffer) => {
      heard = Buffer.concat([heard, more]);
      const answer = take(heard, (said) => child.stdin.write(said));
      if (answer !== undefined) end(answer);
    });
    child.stdin.write(hello);
  });
}

/** A relay holds nothing: it may be ended in any state. */
function stop(child: ChildProcess): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.kill();
}

/** The body of a whole HTTP answer with a length; undefined while it is not whole. */
export function httpBody(all: Buffer): string | undefined {
  const cut = all.indexOf("\r\n\r\n");
  if (cut < 0) return undefined;
  const length = Number(/^content-length: *(\d+)/im.exec(all.toString("latin1", 0, cut))?.[1] ?? NaN);
  const body = all.subarray(cut + 4);
  return Number.isNaN(length) || body.length >= length ? body.toString("utf8") : undefined;
}

/** Path of the web socket of the inspector's first target, from the text of /json/list; undefined for anything else. */
export function targetPath(body: string): string | undefined {
  try {
    const list = JSON.parse(body) as unknown;
    const first: unknown = Array.isArray(list) ? list[0] : undefined;
    if (typeof first !== "object" || first === null || !("webSocketDebuggerUrl" in first)) return undefined;
    const url = first.webSocketDebuggerUrl;
    return typeof url === "string" ? new URL(url).pathname : undefined;
  } catch {
    return undefined;
  }
}

/** The inspector's target behind a relay, as a path (its identity: new at every opening); undefined when none answers. */
export async function findInspector(relay: Relay): Promise<string | undefined> {
  const hello = "GET /json/list HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  const body = await converse(relay, Buffer.from(hello), httpBody);
  return body === undefined ? undefined : targetPath(body);
}

/** A client's text frame of RFC 6455: masked, whole. */
export function textFrame(text: string, mask = randomBytes(4)): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length])
      : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at & 3] ?? 0))]);
}

/** The texts of the server's whole frames in `bytes`. */
export function frameTexts(bytes: Buffer): readonly string[] {
  const texts: string[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (at + head > bytes.length) break;
    const size =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (at + head + size > bytes.length) break;
    if (((bytes[at] ?? 0) & 0x0f) === 1) texts.push(bytes.toString("utf8", at + head, at + head + size));
    at += head + size;
  }
  return texts;
}

/** The value of one `Runtime.evaluate`, as JSON knows it; undefined when it threw or nobody answered. */
export async function evaluate(
  relay: Relay,
  path: string,
  expression: string,
): Promise<{ readonly value: unknown } | undefined> {
  const key = randomBytes(16).toString("base64");
  const hello =
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
  const params = { expression, includeCommandLineAPI: true, returnByValue: true };
  let asked = false;
  return converse(relay, Buffer.from(hello), (all, say) => {
    const cut = all.indexOf("\r\n\r\n");
    if (cut < 0) return undefined;
    if (!asked) say(textFrame(JSON.stringify({ id: 1, method: "Runtime.evaluate", params })));
    asked = true;
    return answerIn(frameTexts(all.subarray(cut + 4)));
  });
}

/** The answer to message 1 among what the inspector said. */
function answerIn(texts: readonly string[]): { readonly value: unknown } | undefined {
  for (const text of texts) {
    const said = JSON.parse(text) as {
      id?: number;
      result?: { result?: { value?: unknown }; exceptionDetails?: unknown };
    };
    if (said.id !== 1) continue;
    return { value: said.result?.exceptionDetails === undefined ? said.result?.result?.value : undefined };
  }
  return undefined;
}
