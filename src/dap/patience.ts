/** Notices an adapter that was asked to begin and says nothing more: an editor would wait for it without end. */
import type { Message, Request } from "./message.ts";

/** What begins a session; later requests are a person's, who sees what they wait for. */
const beginning: readonly string[] = ["initialize", "attach", "configurationDone"];

export class Patience {
  private readonly open = new Map<number, Request>();
  private timer: NodeJS.Timeout | undefined;

  /** `limit`: milliseconds of silence; anything that the adapter says begins them anew. */
  constructor(
    private readonly limit: number,
    private readonly late: (unanswered: readonly Request[]) => void,
  ) {}

  asked(message: Message): void {
    if (message.type !== "request" || !beginning.includes(message.command)) return;
    this.open.set(message.seq, message);
    this.wait();
  }

  heard(message: Message): void {
    if (message.type === "response") this.open.delete(message.request_seq);
    this.wait();
  }

  stop(): void {
    this.open.clear();
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (this.open.size === 0) return;
    this.timer = setTimeout(() => {
      const unanswered = [...this.open.values()];
      this.open.clear();
      this.late(unanswered);
    }, this.limit);
  }
}
