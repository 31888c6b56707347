/**
 * Opens a Node process's inspector, and makes room where another process of the same network has its port. What it
 * does to a process it does by that process's own inspector, with no session of anybody's open; see inspector in
 * Node's manual. Undone by `closeInspector`.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import { evaluate, findInspector, type Relay } from "./inspectorTalk.ts";
import { Turns } from "./turns.ts";

/** A port of the target's that an inspector answers on, and its target's path. */
export interface Inspector {
  readonly port: number;
  readonly path: string;
}

/** What is needed to reach ports in the target's network namespace. */
export interface Reach {
  /** Undefined when it is gone, or hidden from us. */
  readonly facts: () => Promise<AttachFacts | undefined>;
  readonly relay: (port: number) => Relay;
}

/** SIGUSR1. */
const openSignal = 10;
const everyMilliseconds = 50;
/** A loaded machine may take seconds to schedule the inspector's thread. */
const opensWithin = 15_000;
const sessionStays = 2_000;

/** Captured before the timer, for in its callback `require` is not to be had, and an error there would end the process. */
const inspectorModule =
  '(process.getBuiltinModule||(typeof require==="function"?require:process.mainModule.require.bind(process.mainModule)))("inspector")';

/** Closes only after our own session has ended: closing waits for sessions. */
const later = 300;

export function moveExpression(port: number, host: string): string {
  return `(()=>{const i=${inspectorModule};const was=i.url();setTimeout(()=>{try{i.close();i.open(${port},${JSON.stringify(host)})}catch{}},${later});return was})()`;
}

export const closeExpression = `(()=>{const i=${inspectorModule};setTimeout(()=>{try{i.close()}catch{}},${later});return true})()`;

/** The first of `ports` on which an inspector answers. */
export async function findOpen(reach: Reach, ports: readonly number[]): Promise<Inspector | undefined> {
  for (const port of ports) {
    const path = await findInspector(reach.relay(port));
    if (path !== undefined) return { port, path };
  }
  return undefined;
}

/** Waits for a listener of the target's own that was not there before and that an inspector answers on. */
async function awaitOpened(reach: Reach, before: readonly number[]): Promise<Inspector | undefined> {
  const end = Date.now() + opensWithin;
  while (Date.now() < end) {
    const facts = await reach.facts();
    if (!facts) return undefined;
    const fresh = (facts.listening ?? []).filter((port) => !before.includes(port));
    const found = await findOpen(reach, fresh);
    if (found) return found;
    await wait(everyMilliseconds);
  }
  return undefined;
}

/** To a port that the kernel picks, so that the usual one is free for the next process of this network. Stays where it is if that fails. */
async function moveAway(reach: Reach, from: Inspector): Promise<Inspector> {
  const others = (await reach.facts())?.listening ?? [];
  const moved = await evaluate(reach.relay(from.port), from.path, moveExpression(0, "127.0.0.1"));
  if (moved?.value === undefined) return from;
  return (await awaitOpened(reach, others)) ?? (await findOpen(reach, [from.port])) ?? from;
}

type Signal = (signal: number) => Promise<"sent" | "absent" | "denied">;

/** Why an inspector could not be opened, in words. */
export interface NotOpened {
  readonly why: string;
}

/** Lets the one that has `port` go elsewhere until `back` is called. Only one that nobody is connected to. */
async function makeRoom(reach: Reach, port: number): Promise<{ readonly back: () => Promise<void> } | NotOpened> {
  // A look at it that has just ended may still show as a connection; a session stays.
  const idle = await awaitFacts(reach, sessionStays, ({ busy }) => busy?.includes(port) !== true);
  if (!idle) return { why: `port ${port} of its network is another process's, which is being debugged` };
  const holder = await findOpen(reach, [port]);
  if (!holder) return { why: `port ${port} of its network is taken by something that is no inspector` };
  const before = (await reach.facts())?.listeners ?? [];
  const moved = await evaluate(reach.relay(port), holder.path, moveExpression(0, "127.0.0.1"));
  if (typeof moved?.value !== "string")
    return { why: `port ${port} of its network is another process's, which does not answer` };
  const place = new URL(moved.value);
  const gone = await awaitFacts(reach, opensWithin, ({ listeners }) => !listeners.includes(port));
  if (!gone) return { why: `port ${port} of its network is another process's, which does not let go of it` };
  const refuge = await awaitListener(reach, before);
  return { back: () => (refuge ? sendBack(reach, refuge, port, place.hostname) : Promise.resolve()) };
}

async function sendBack(reach: Reach, from: Inspector, port: number, host: string): Promise<void> {
  const moved = await evaluate(reach.relay(from.port), from.path, moveExpression(port, host));
  // It moves a moment later: whoever comes next must find it there, or would take its place.
  if (moved) await awaitFacts(reach, opensWithin, ({ listeners }) => listeners.includes(port));
}

/** Whether `ask` holds of the facts within a limit. */
async function awaitFacts(reach: Reach, within: number, ask: (facts: AttachFacts) => boolean): Promise<boolean> {
  const end = Date.now() + within;
  for (;;) {
    const facts = await reach.facts();
    if (facts && ask(facts)) return true;
    if (!facts || Date.now() > end) return false;
    await wait(everyMilliseconds);
  }
}

/** A new listener anywhere in the network namespace on which an inspector answers. */
async function awaitListener(reach: Reach, before: readonly number[]): Promise<Inspector | undefined> {
  const end = Date.now() + opensWithin;
  while (Date.now() < end) {
    const found = await findOpen(
      reach,
      ((await reach.facts())?.listeners ?? []).filter((port) => !before.includes(port)),
    );
    if (found) return found;
    await wait(everyMilliseconds);
  }
  return undefined;
}

/** One opening at a time in a network namespace, for all want the same port. */
const turns = new Turns();

/** Signals the process (which must catch SIGUSR1) and moves its inspector to a port of its own. `signal` sends it through the hold. */
export async function openInspector(reach: Reach, port: number, signal: Signal): Promise<Inspector | NotOpened> {
  const network = (await reach.facts())?.namespaces["net"] ?? "";
  return turns.take(network, () => openNow(reach, port, signal));
}

async function openNow(reach: Reach, port: number, signal: Signal): Promise<Inspector | NotOpened> {
  const facts = await reach.facts();
  const taken = port !== 0 && facts?.listeners.includes(port) && !facts.listening?.includes(port);
  const room = taken ? await makeRoom(reach, port) : undefined;
  if (room && "why" in room) return room;
  try {
    if ((await signal(openSignal)) !== "sent") return { why: "it may not be signalled by us" };
    const opened = await awaitOpened(reach, facts?.listening ?? []);
    return opened ? await moveAway(reach, opened) : { why: "it was signalled, but opened no inspector" };
  } finally {
    await room?.back();
  }
}

/** Closes what `openInspector` opened, and waits until it is closed; nothing happens when it is closed already. */
export async function closeInspector(reach: Reach, port: number): Promise<void> {
  const found = await findOpen(reach, [port]);
  const closing = found && (await evaluate(reach.relay(port), found.path, closeExpression));
  // It closes a moment later: whoever opens it next would find it still there, and lose it.
  if (closing?.value === true) {
    await awaitFacts(reach, opensWithin, ({ listening, listeners }) => !(listening ?? listeners).includes(port));
  }
}
