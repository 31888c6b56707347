/** A small client of the Debug Adapter Protocol for tests: requests, events, and a stream that can be cut. */
import type { Readable, Writable } from "node:stream";
import { until } from "./waits.ts";

export interface DapEvent {
  readonly event: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface DapAnswer {
  readonly success: boolean;
  readonly message: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Message {
  readonly seq: number;
  readonly type: "request" | "response" | "event";
  readonly command?: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export class DapClient {
  readonly events: DapEvent[] = [];
  /** What the adapter asked of the editor; each was answered with success. */
  readonly asked: string[] = [];
  private heard = Buffer.alloc(0);
  private readonly waiting = new Map<number, (answer: DapAnswer) => void>();
  private seq = 0;
  private taken = 0;
  private closed = false;

  constructor(
    from: Readable,
    private readonly to: Writable,
  ) {
    from.on("data", (more: Buffer) => {
      this.heard = Buffer.concat([this.heard, more]);
      for (let message = this.next(); message; message = this.next()) this.take(message);
    });
    from.on("close", () => {
      this.closed = true;
      for (const answer of this.waiting.values()) answer({ success: false, message: "the stream closed", body: {} });
      this.waiting.clear();
    });
    to.on("error", () => undefined);
  }

  /** Rejects only when no answer comes within the tests' patience. */
  async request(command: string, words: Readonly<Record<string, unknown>> = {}): Promise<DapAnswer> {
    const seq = this.send({ type: "request", command, arguments: words });
    let answer: DapAnswer | undefined;
    this.waiting.set(seq, (given) => (answer = given));
    return until(`${command} is answered`, () => (this.closed && !answer ? closedAnswer : answer));
  }

  /** The next event of that kind that was not waited for yet and of which `ask` holds; earlier ones are passed over. */
  async event(kind: string, ask: (body: Readonly<Record<string, unknown>>) => boolean = () => true): Promise<DapEvent> {
    return until(`the event ${kind}`, () => this.arrived(kind, ask));
  }

  /** The same, where it is here already. */
  arrived(kind: string, ask: (body: Readonly<Record<string, unknown>>) => boolean): DapEvent | undefined {
    for (let at = this.taken; at < this.events.length; at++) {
      const event = this.events[at];
      if (event?.event !== kind || !ask(event.body)) continue;
      this.taken = at + 1;
      return event;
    }
    return undefined;
  }

  /** As an editor that vanishes: no `disconnect`. */
  cut(): void {
    this.to.end();
  }

  private next(): Message | undefined {
    const head = this.heard.indexOf("\r\n\r\n");
    if (head < 0) return undefined;
    const size = Number(/content-length: *(\d+)/i.exec(this.heard.toString("latin1", 0, head))?.[1]);
    if (this.heard.length < head + 4 + size) return undefined;
    const text = this.heard.toString("utf8", head + 4, head + 4 + size);
    this.heard = this.heard.subarray(head + 4 + size);
    return JSON.parse(text) as Message;
  }

  private take(message: Message): void {
    const { type, body = {} } = message;
    if (type === "event") this.events.push({ event: message.event ?? "", body });
    else if (type === "response") {
      const answer = { success: message.success === true, message: message.message ?? "", body };
      this.waiting.get(message.request_seq ?? 0)?.(answer);
      this.waiting.delete(message.request_seq ?? 0);
    } else {
      this.asked.push(message.command ?? "");
      this.send({ type: "response", request_seq: message.seq, success: true, command: message.command, body: {} });
    }
  }

  private send(message: Readonly<Record<string, unknown>>): number {
    const seq = ++this.seq;
    const text = JSON.stringify({ seq, ...message });
    this.to.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return seq;
  }
}

const closedAnswer: DapAnswer = { success: false, message: "the stream closed", body: {} };
