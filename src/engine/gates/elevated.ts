/**
 * The gates of an engine that runs as root for an ordinary user. It looks, opens and starts the debug server or relay;
 * adapter and editor stay the user's. Whatever the way hands over lies in the user's private folder and is the user's.
 */
import { chownSync, lchownSync, lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Pid } from "../../model/pid.ts";
import type { Plan } from "../../model/plan.ts";
import type { OpenedOf, WayOf } from "../../model/way.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { Broker, standIn, type ForUser, type Parts } from "./broker.ts";
import { shutGate } from "./gate.ts";
import type { HandOver, GateKeeper, OpenAsk, PlanAsk, Subject } from "./gates.ts";
import { leadTo } from "./straighten.ts";

/** Debuggers whose adapter traces by itself, and cannot do otherwise: it would have to be root. */
const adapterTraces: readonly string[] = ["cppdbg"];
const instead = "lldb-dap";

/** Why a folder is not one that only this user reaches; undefined when it is. */
export function whyNotPrivate(folder: string, { uid }: ForUser): string | undefined {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return `${folder} is no folder`;
  return found.uid === uid && (found.mode & 0o077) === 0 ? undefined : `${folder} is not private`;
}

/** Every text of a value with `from` replaced. */
export function replaceTexts(value: unknown, from: string, to: string): unknown {
  if (typeof value === "string") return value.replaceAll(from, to);
  if (Array.isArray(value)) return value.map((item) => replaceTexts(item, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaceTexts(item, from, to)]));
}

/** Gives everything below a folder to the user; links are given, never followed. */
function giveAll(folder: string, user: ForUser): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      giveAll(file, user);
      chownSync(file, user.uid, user.gid);
    } else lchownSync(file, user.uid, user.gid);
  }
}

async function plan(inner: GateKeeper, subject: Subject, asked: PlanAsk): Promise<Plan | "gone"> {
  const made = await inner.plan(subject, { ...asked, handOver: (command) => command });
  if (made === "gone" || !adapterTraces.includes(made.debugger)) return made;
  if (asked.debugger === undefined) return plan(inner, subject, { ...asked, debugger: instead });
  const why = `${made.debugger} is adapter and tracer in one, and no adapter is run as root.`;
  return { ...made, gates: { ...made.gates, port: shutGate(why, `Choose ${instead}.`) } };
}

/** The target's libraries are out of the user's reach, so the debugger is given copies, and never the host's of the same name. */
function withCopies(kernel: Kernel, subject: Subject, way: WayOf<Pid>, folder: string): WayOf<Pid> {
  const target = subject.task.process ?? subject.hold.pid;
  const copies = path.join(folder, "root");
  kernel.copyMapped(target, copies);
  leadTo(folder, kernel.rootOf(target), copies);
  const configuration = replaceTexts(way.configuration, kernel.rootOf(target), copies);
  return { ...way, configuration: configuration as WayOf<Pid>["configuration"] };
}

/** What runs here of a way: what is in it, and what was handed over when it was made. */
function partsOf({ server, tunnel }: WayOf<Pid>, handed: Parts): Parts {
  return {
    ...handed,
    ...(server ? { server: server.command } : {}),
    ...(tunnel ? { relay: tunnel.relay } : {}),
  };
}

function withStandIns(way: WayOf<Pid>, socket: string): WayOf<Pid> {
  return {
    ...way,
    ...(way.server ? { server: { ...way.server, command: standIn(socket, "server") } } : {}),
    ...(way.tunnel ? { tunnel: { ...way.tunnel, relay: standIn(socket, "relay") } } : {}),
  };
}

export function elevatedGates(inner: GateKeeper, kernel: Kernel, user: ForUser): GateKeeper {
  const brokers = new Map<Subject, Broker[]>();

  async function open(subject: Subject, asked: OpenAsk): Promise<OpenedOf<Pid>> {
    const why = whyNotPrivate(asked.folder, user);
    if (why !== undefined) return { is: "refused", why: `${why}.` };
    if (adapterTraces.includes(asked.debugger)) {
      return { is: "refused", why: `${asked.debugger} would have to run as root. Choose ${instead}.` };
    }
    const socket = path.join(asked.folder, "root.sock");
    const handed: { tracer?: readonly string[] } = {};
    const handOver: HandOver = (command) => {
      handed.tracer = command;
      return standIn(socket, "tracer");
    };
    const opened = await inner.open(subject, { ...asked, handOver });
    if (opened.is !== "opened") return opened;
    const way = opened.server ? withCopies(kernel, subject, opened, asked.folder) : opened;
    giveAll(asked.folder, user);
    const broker = await Broker.open(socket, user, partsOf(way, handed));
    brokers.set(subject, [...(brokers.get(subject) ?? []), broker]);
    return withStandIns(way, socket);
  }

  return {
    plan: (subject, asked) => plan(inner, subject, asked),
    open,
    close: async (subject) => {
      for (const broker of brokers.get(subject) ?? []) broker.close();
      brokers.delete(subject);
      await inner.close(subject);
    },
    // The tracer was started here; what the user's side knows is its stand-in.
    guard: (subject, { tracer, port }) => {
      const { self } = kernel.host();
      if (tracer && self) return inner.guard(subject, { tracer: self });
      return inner.guard(subject, { ...(port === undefined ? {} : { port }), ...(tracer ? { tracer } : {}) });
    },
  };
}
