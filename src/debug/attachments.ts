/**
 * Which attachment belongs to which debug session, from the moment that it is opened until its session has ended. An
 * attachment that no session takes is taken down by itself. Several sessions at once; a session's children use its.
 */
import type { Attachment } from "./attachment.ts";
import { attachmentField } from "./configuration.ts";
import { limits } from "./limits.ts";

/** What must be known of a debug session; VS Code's own fits. */
export interface SessionLike {
  readonly id: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly parentSession?: SessionLike | undefined;
}

interface Entry {
  readonly attachment: Attachment;
  timer: NodeJS.Timeout | undefined;
  /** Absent until a session has taken it. */
  session?: string;
}

export class Attachments {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly log: (text: string) => void) {}

  /** Keeps it for the session that is about to start; `limit` in milliseconds. */
  add(attachment: Attachment, limit: number = limits.claim): void {
    const timer = setTimeout(() => {
      this.log(`no session came for ${attachment.reference}`);
      void this.release(attachment);
    }, limit);
    this.entries.set(attachment.id, { attachment, timer });
  }

  /** The attachment that a session or one of its ancestors was opened with. The first to ask owns it. */
  take(session: SessionLike): Attachment | undefined {
    const entry = this.entryOf(session);
    if (!entry) return undefined;
    clearTimeout(entry.timer);
    entry.session ??= session.id;
    return entry.attachment;
  }

  /** Without taking it: whether a session (not its ancestors) was opened with an attachment that is still up. */
  find(session: SessionLike): Attachment | undefined {
    return this.entryOf(session)?.attachment;
  }

  /** Takes down what belonged to this very session. */
  async ended(session: { readonly id: string }): Promise<void> {
    for (const { attachment, session: owner } of [...this.entries.values()]) {
      if (owner === session.id) await this.release(attachment);
    }
  }

  async release(attachment: Attachment): Promise<void> {
    const entry = this.entries.get(attachment.id);
    clearTimeout(entry?.timer);
    this.entries.delete(attachment.id);
    await attachment.undo.run();
  }

  /** Takes down everything. */
  async close(): Promise<void> {
    await Promise.all([...this.entries.values()].map(({ attachment }) => this.release(attachment)));
  }

  private entryOf(session: SessionLike): Entry | undefined {
    for (let at: SessionLike | undefined = session; at; at = at.parentSession) {
      const id = at.configuration[attachmentField];
      const entry = typeof id === "string" ? this.entries.get(id) : undefined;
      if (entry) return entry;
    }
    return undefined;
  }
}
