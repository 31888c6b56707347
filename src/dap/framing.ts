/** Bytes ⇄ messages: the `Content-Length` framing of the Debug Adapter Protocol. Pure; knows nothing of processes or sockets. */
import { isMessage, type Message } from "./message.ts";

/** No adapter sends so much in one message: a greater length is garbage, not a message to wait for. */
const longest = 256 * 1024 * 1024;
const separator = Buffer.from("\r\n\r\n");

/** One message as it travels. */
export function writeFrame(message: Message): Buffer {
  const body = Buffer.from(JSON.stringify(message), "utf8");
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length.toString()}\r\n\r\n`, "ascii"), body]);
}

/** What the bytes so far contained; a problem is one sentence, and what can still be read after it is. */
export interface Frames {
  readonly messages: readonly Message[];
  readonly problems: readonly string[];
}

/** Collects bytes as they arrive and gives whole messages. Never throws. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  feed(chunk: Uint8Array): Frames {
    this.rest = this.rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.rest, chunk]);
    const messages: Message[] = [];
    const problems: string[] = [];
    for (;;) {
      const end = this.rest.indexOf(separator);
      if (end < 0) return { messages, problems };
      const header = this.rest.toString("latin1", 0, end);
      const length = Number(/Content-Length: *(\d+)/i.exec(header)?.[1] ?? NaN);
      const start = end + separator.length;
      if (!(length <= longest)) {
        problems.push(`not a message of the debug protocol: ${JSON.stringify(header.slice(0, 80))}`);
        this.rest = this.rest.subarray(start);
        continue;
      }
      if (this.rest.length < start + length) return { messages, problems };
      const text = this.rest.toString("utf8", start, start + length);
      this.rest = this.rest.subarray(start + length);
      const message = parseMessage(text);
      if (message) messages.push(message);
      else problems.push(`not a message of the debug protocol: ${JSON.stringify(text.slice(0, 80))}`);
    }
  }
}

function parseMessage(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
