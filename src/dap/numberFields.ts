/**
 * Every field of the Debug Adapter Protocol in which an adapter shows the editor a process or thread number, as one
 * table: what is not in it is not touched. The numbers of `runInTerminal` are not, for nothing is launched here; nor
 * are `threadId`s, by which editor and adapter mean a thread to each other, and of which nothing is shown. Pure.
 */
import { isBody, type Body, type Message } from "./message.ts";
import { respell } from "./spoken.ts";

/** The names of the numbers that one adapter uses. */
export interface Names {
  /** A number with its space, and what else it is called; never just the number. */
  readonly say: (nr: number) => string;
  /** The process that was attached to, in the same way. */
  readonly process: string;
  /** The number as seen from the space that the editor is in; undefined where it is not visible there. */
  readonly seen: (nr: number) => number | undefined;
}

/** How an adapter speaks, by the type of its configuration. */
interface Voice {
  /** Its thread ids are the kernel's numbers of the threads. */
  readonly threadIds?: true;
  /** Its console takes commands, and answers in its own words. */
  readonly commands?: true;
  /** A thread's name in which the number is one of the adapter's own making, where the process is meant. */
  readonly stands?: RegExp;
  /** Categories of `output` that are its own words; the others are the program's, which nobody changes. */
  readonly own?: readonly string[];
}

const usual = ["console", "important"];
const node = { stands: /(?<=^Remote Process \[)\d+(?=\]$)/ };
const voices: Readonly<Record<string, Voice>> = {
  node,
  "pwa-node": node,
  "lldb-dap": { threadIds: true, commands: true },
  lldb: { threadIds: true, commands: true },
  gdb: { commands: true, own: [...usual, "stdout"] },
  cppdbg: { commands: true },
};

/** What the fields need besides the message. */
interface Use {
  readonly names: Names;
  readonly voice: Voice;
  /** The editor asked for it in the console of the debugger. */
  readonly typed: boolean;
}

type Change = (body: Body, use: Use) => Body;

const words =
  (field: string): Change =>
  (body, { names }) => {
    const text = body[field];
    return typeof text === "string" ? { ...body, [field]: respell(text, names.say) } : body;
  };

const ownOutput: Change = (body, use) => {
  const { category = "console" } = body;
  return (use.voice.own ?? usual).some((one) => one === category) ? words("output")(body, use) : body;
};

/** A thread's name says its number, which some adapters keep in its id alone. */
const threadNames: Change = (body, use) => {
  const { threads } = body;
  if (!Array.isArray(threads)) return body;
  return { ...body, threads: threads.map((each: unknown) => (isBody(each) ? threadName(each, use) : each)) };
};

function threadName(thread: Body, { names, voice }: Use): Body {
  const { id, name } = thread;
  if (typeof name !== "string") return thread;
  const standing = voice.stands === undefined ? name : name.replace(voice.stands, names.process);
  const said = respell(standing, names.say);
  const saysIt = said !== name || voice.threadIds !== true || typeof id !== "number";
  return { ...thread, name: saysIt ? said : `${name} [${names.say(id)}]` };
}

/** Whoever reads a number there takes it for one of the editor's own space; where it has none, none is honest. */
const process: Change = (body, { names }) => {
  const { systemProcessId: nr, name, ...rest } = body;
  if (typeof nr !== "number") return body;
  const seen = names.seen(nr);
  const title = `${typeof name === "string" ? name : ""} [${names.say(nr)}]`.trim();
  return { ...rest, name: title, ...(seen === undefined ? {} : { systemProcessId: seen }) };
};

const typedAnswer: Change = (body, use) =>
  use.typed && use.voice.commands === true ? words("result")(body, use) : body;

const refusal: Change = (body, use) => {
  const { error } = body;
  return isBody(error) ? { ...body, error: words("format")(error, use) } : body;
};

/** `of`: the event, or the command that is answered. */
export const numberFields: readonly {
  readonly type: "event" | "response";
  readonly of: string;
  readonly change: Change;
}[] = [
  { type: "event", of: "process", change: process },
  { type: "event", of: "stopped", change: words("text") },
  { type: "event", of: "stopped", change: words("description") },
  { type: "event", of: "output", change: ownOutput },
  { type: "response", of: "threads", change: threadNames },
  { type: "response", of: "evaluate", change: typedAnswer },
];

/** The message as the editor may see it: no number of a process or thread without its space. `adapter`: its configuration's type. */
export function nameNumbers(message: Message, adapter: string, names: Names, typed: boolean): Message {
  if (message.type === "request") return message;
  const use = { names, voice: voices[adapter] ?? {}, typed };
  const refused = message.type === "response" && !message.success;
  const said =
    refused && message.message !== undefined ? { ...message, message: respell(message.message, names.say) } : message;
  if (!said.body) return said;
  const of = said.type === "event" ? said.event : said.command;
  const fields = numberFields.filter((field) => field.type === said.type && field.of === of);
  const body = fields.reduce((so, field) => field.change(so, use), refused ? refusal(said.body, use) : said.body);
  return { ...said, body };
}
