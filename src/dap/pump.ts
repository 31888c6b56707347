/**
 * A pure pump between the editor and one debug adapter: frames, order, the rewrites, and an end that never harms the
 * target. It ends a session by `disconnect` and then a closed stream; whoever started the adapter never kills it, since
 * one that is killed has not let go, and what it left must be mended by others.
 */
import type { Readable, Writable } from "node:stream";
import { FrameReader, writeFrame } from "./framing.ts";
import type { Event, Message, Request, Response } from "./message.ts";
import { Patience } from "./patience.ts";
import { harmless, toAdapter, toEditor } from "./rewrites.ts";

/** The adapter's side. */
export interface AdapterStream {
  readonly toAdapter: Writable;
  readonly fromAdapter: Readable;
}

export interface PumpHooks {
  readonly toEditor: (message: Message) => void;
  /** Called before the editor learns that the attach succeeded; a text refuses it, and the session ends. */
  readonly prove: () => Promise<string | undefined>;
  /** A message as the editor may see it: its numbers with their spaces. Called in order; never rejects. */
  readonly name: (message: Message) => Promise<Message>;
  /** The adapter's stream ended although nobody had asked it to let go. Once at most. */
  readonly lost: () => void;
  /** It was asked to begin and has said nothing for `patience` milliseconds. The session ends. */
  readonly silent: () => void;
  readonly patience: number;
  readonly log: (text: string) => void;
}

export class Pump {
  private readonly reader = new FrameReader();
  private order: Promise<void> = Promise.resolve();
  private lastSeq = 0;
  private disconnecting = false;
  private ended = false;
  private readonly disconnected: Promise<void>;
  private letGo: () => void = () => undefined;
  private ownRequest = 0;
  private readonly patience: Patience;

  constructor(
    private readonly stream: AdapterStream,
    private readonly hooks: PumpHooks,
  ) {
    this.disconnected = new Promise((done) => {
      this.letGo = done;
    });
    this.patience = new Patience(hooks.patience, (unanswered) => {
      this.giveUp(unanswered);
    });
    stream.fromAdapter.on("data", (chunk: Buffer) => {
      this.take(chunk);
    });
    stream.fromAdapter.on("close", () => {
      this.streamEnded();
    });
    stream.fromAdapter.on("error", (error: Error) => {
      hooks.log(`from the adapter: ${error.message}`);
    });
    stream.toAdapter.on("error", (error: Error) => {
      hooks.log(`to the adapter: ${error.message}`);
    });
  }

  /** From the editor. */
  send(message: Message): void {
    const changed = toAdapter(message);
    this.lastSeq = Math.max(this.lastSeq, changed.seq);
    if (changed.type === "request" && changed.command === "disconnect") this.disconnecting = true;
    this.patience.asked(changed);
    this.write(changed);
  }

  /**
   * Lets go of the target: asks the adapter to disconnect where the editor has not, waits for its answer for at most
   * `limit` milliseconds, and closes its input. Resolves then; the adapter ends by itself.
   */
  async close(limit: number): Promise<void> {
    this.patience.stop();
    if (!this.ended) {
      if (!this.disconnecting) this.askToLetGo();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((done) => (timer = setTimeout(done, limit)));
      await Promise.race([this.disconnected, late]);
      clearTimeout(timer);
    }
    this.stream.toAdapter.end();
  }

  /** The target is gone, whatever the adapter knows of it: the editor is told so, and will let go. */
  targetEnded(): void {
    void this.order.then(() => {
      if (!this.ended && !this.disconnecting) this.hooks.toEditor(terminated(this.lastSeq + 1));
    });
  }

  private askToLetGo(): void {
    this.disconnecting = true;
    this.ownRequest = this.lastSeq + 1;
    this.write({ type: "request", seq: this.ownRequest, command: "disconnect", arguments: harmless(undefined) });
  }

  private write(message: Message): void {
    if (!this.ended && this.stream.toAdapter.writable) this.stream.toAdapter.write(writeFrame(message));
  }

  private take(chunk: Buffer): void {
    const { messages, problems } = this.reader.feed(chunk);
    problems.forEach(this.hooks.log);
    for (const message of messages) this.patience.heard(message);
    for (const message of messages) this.order = this.order.then(() => this.pass(message)).catch(this.hooks.log);
  }

  private async pass(message: Message): Promise<void> {
    if (message.type === "response" && message.command === "disconnect") this.letGo();
    if (message.type === "response" && message.request_seq === this.ownRequest && this.ownRequest > 0) return;
    if (message.type === "response" && message.command === "attach" && message.success) {
      const refused = await this.hooks.prove();
      if (refused !== undefined) {
        this.refuse(message, refused);
        return;
      }
    }
    this.hooks.toEditor(await this.hooks.name(toEditor(message)));
  }

  /** The editor gets a failed attach (which whoever refused has put into words), the adapter is asked to let go. */
  private refuse(message: Response, why: string): void {
    const error = { id: 1, format: why, showUser: false };
    this.hooks.toEditor({ ...message, success: false, message: why, body: { error } });
    if (!this.disconnecting) this.askToLetGo();
    this.hooks.toEditor(terminated(message.seq + 1));
  }

  private giveUp(unanswered: readonly Request[]): void {
    if (this.ended || this.disconnecting) return;
    this.hooks.silent();
    for (const { seq, command } of unanswered) {
      const failed = { type: "response", seq: this.lastSeq + 1, request_seq: seq, command, success: false } as const;
      this.refuse(failed, "the adapter does not answer");
    }
  }

  private streamEnded(): void {
    if (this.ended) return;
    this.ended = true;
    this.patience.stop();
    this.letGo();
    void this.order.then(() => {
      if (this.disconnecting) return;
      this.hooks.toEditor(terminated(this.lastSeq + 1));
      this.hooks.lost();
    });
  }
}

function terminated(seq: number): Event {
  return { type: "event", seq, event: "terminated" };
}
