/**
 * What the numbers are called of which one adapter speaks: it knows them of one space, a person of the container and of
 * the host. Asks the engine; needs no editor. A thread that the engine does not know keeps its number, with its space.
 */
import { nameNumbers, type Names } from "../dap/numberFields.ts";
import { isBody, type Body, type Message } from "../dap/message.ts";
import { requests } from "../protocol/messages.ts";
import type { WirePid, WireTask } from "../protocol/wire.ts";
import type { Attachment } from "./attachment.ts";
import { limits, within } from "./limits.ts";
import { attachFailed } from "./proof.ts";

type Of = Pick<Attachment, "engine" | "reference" | "task" | "self" | "way" | "given">;

/** What a debugger calls the process; absent where nobody told. */
export function calledBy({ way, given }: Pick<Of, "way" | "given">): WirePid | undefined {
  return given ?? way?.called;
}

/** The number that a debugger says it attached to, where it is not the one that it should say. */
export function strangerIn(message: unknown, of: Pick<Of, "way" | "given">): string | undefined {
  const meant = calledBy(of);
  if (!isBody(message) || message["type"] !== "event" || message["event"] !== "process" || !meant) return undefined;
  const nr = isBody(message["body"]) ? message["body"]["systemProcessId"] : undefined;
  if (typeof nr !== "number" || nr <= 0) return undefined; // it attached to nobody, which its answer will say
  return nr !== meant.nr ? `${meant.space}:${nr.toString()}` : undefined;
}

/** `web:17 (host 7022)`, or `host:7022` for a task of the host itself. */
export function labelOf({ tuples, host }: Pick<WireTask, "tuples" | "host">): string {
  const own = tuples.at(-1);
  if (!own || own.space === host.space) return `${host.space}:${host.nr.toString()}`;
  return `${own.name}:${own.nr.toString()} (host ${host.nr.toString()})`;
}

export class ThreadNames {
  private readonly space: string;
  private known: ReadonlyMap<number, WireTask>;
  private readonly typed = new Set<number>();
  private readonly names: Names;

  /** `adapter`: the debug type that its configuration is of. */
  constructor(
    private readonly of: Of,
    private readonly adapter: string,
  ) {
    this.space = calledBy(of)?.space ?? of.task.host.space;
    this.known = this.byNumber([of.task]);
    this.names = { process: labelOf(of.task), say: (nr) => this.say(nr), seen: (nr) => this.seen(nr) };
  }

  /** From the editor: which answers will be those of a debugger's console. */
  asked(message: unknown): void {
    const { type, command, seq, arguments: words } = message as Body;
    if (type !== "request" || command !== "evaluate" || typeof seq !== "number") return;
    if ((words as Body | undefined)?.["context"] === "repl") this.typed.add(seq);
  }

  /** By what is known already. */
  nameNow(message: Message): Message {
    return nameNumbers(message, this.adapter, this.names, this.wasTyped(message));
  }

  /** The engine is asked where the message speaks of threads, or of a number that is not known yet. */
  async name(message: Message): Promise<Message> {
    const strangers: number[] = [];
    const say = (nr: number): string => {
      if (!this.known.has(nr)) strangers.push(nr);
      return "";
    };
    nameNumbers(message, this.adapter, { ...this.names, say }, this.wasTyped(message));
    const isList = message.type === "response" && message.command === "threads";
    if (isList || strangers.length > 0) await this.look();
    const named = this.nameNow(message);
    if (message.type === "response") this.typed.delete(message.request_seq);
    return named;
  }

  /** Never rejects: without an answer the numbers keep the space that they are of. */
  async look(): Promise<void> {
    const { engine, reference, task } = this.of;
    const tuple = `${task.host.space}:${task.host.nr.toString()}`;
    const late = attachFailed({ reference }, "the engine did not list its threads in time");
    try {
      const listing = await within(engine.ask(requests.threads, { tuple }), limits.names, late, undefined);
      if (listing.is === "found") this.known = this.byNumber([task, ...listing.tasks]);
    } catch {
      // said elsewhere: whoever needs the engine more
    }
  }

  private say(nr: number): string {
    const thread = this.known.get(nr);
    if (thread) return labelOf(thread);
    const space = this.of.task.tuples.find((tuple) => tuple.space === this.space)?.name ?? this.space;
    return `${space}:${nr.toString()}`;
  }

  private seen(nr: number): number | undefined {
    if (this.space === this.of.self) return nr;
    return this.known.get(nr)?.tuples.find(({ space }) => space === this.of.self)?.nr;
  }

  private byNumber(tasks: readonly WireTask[]): ReadonlyMap<number, WireTask> {
    const named = tasks.map((task) => [task.tuples.find(({ space }) => space === this.space)?.nr, task] as const);
    return new Map(named.flatMap(([nr, task]) => (nr === undefined ? [] : [[nr, task] as const])));
  }

  private wasTyped(message: Message): boolean {
    return message.type === "response" && this.typed.has(message.request_seq);
  }
}
