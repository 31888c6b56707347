/**
 * The engine says one line before its first message, so that whatever a shell or ssh printed on the way
 * cannot be taken for one. This reads up to and with that line, and leaves the rest of the stream alone.
 */
import type { Readable } from "node:stream";

/** What the line begins with. */
export const greetingWord = "pspace-engine";

/** More than this before the greeting is not an engine. In bytes. */
const limit = 64 * 1024;

/** Where the messages begin in what arrived so far; absent when the greeting has not come (whole) yet. */
export function messagesAt(bytes: Buffer): number | undefined {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0) return undefined;
    const line = bytes.toString("utf8", from, end);
    if (line.startsWith(greetingWord)) return end + 1;
    if (/^Content-Length:/i.test(line)) return from;
    from = end + 1;
  }
  return undefined;
}

/** Resolves when the stream stands at its first message; rejects when it ends before, or talks too long. */
export function readGreeting(stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0);
    const done = (act: () => void): void => {
      stream.off("readable", read).off("end", ended).off("error", reject);
      act();
    };
    const ended = (): void => {
      done(() => {
        reject(new Error(`the engine ended before its greeting: ${heard.toString("utf8").slice(0, 200)}`));
      });
    };
    const read = (): void => {
      const chunk = stream.read() as Buffer | null;
      if (chunk === null) return;
      heard = Buffer.concat([heard, chunk]);
      const at = messagesAt(heard);
      if (at === undefined && heard.length <= limit) return;
      done(() => {
        if (at === undefined) {
          reject(new Error("the engine did not greet"));
          return;
        }
        if (at < heard.length) stream.unshift(heard.subarray(at));
        resolve();
      });
    };
    stream.on("readable", read).on("end", ended).on("error", reject);
    read();
  });
}
