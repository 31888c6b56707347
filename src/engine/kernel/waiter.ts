/**
 * A process of its own (out/waiter.js) that stops the next program that matches at its exec, and keeps it stopped for
 * exactly as long as somebody wants it: whatever ends the engine closes our stdin, and then all run on. It blocks
 * in poll(2) and does everything at once, for between an exec and a program's first line there is hardly a millisecond.
 */
import { readdirSync, readSync, writeSync } from "node:fs";
import { setPriority } from "node:os";
import { isCandidate, readLines, type ExecWait, type HowHeard, type WaitOrder, type WaitWord } from "./execWait.ts";
import { loadNative, type Native } from "./native.ts";
import { openConnector, pollFiles, type ConnectorSocket } from "./netlink.ts";
import { parseStat } from "./parseStat.ts";
import { attempt, readBytes, readLink, readText, valueOr } from "./procFile.ts";
import { eventLength, parseEvents } from "./procEvent.ts";
import { listNumbers } from "./place.ts";

const sigcont = 18;
const sigstop = 19;
/** Without events: milliseconds between two looks, and for how long a new number is looked at again (it may exec yet). */
const look = { pause: 5, young: 1000 };

class Guard {
  /** pidfds of whom we stopped. */
  readonly #stopped = new Map<number, number>();
  /** Whoever started the engine, and the engine: their own helpers are not waited for. */
  readonly #family: ReadonlySet<number>;
  #enough = false;

  constructor(
    private readonly native: Native,
    private readonly wait: ExecWait,
  ) {
    const engine = parentOf(process.pid);
    this.#family = new Set([process.pid, engine, parentOf(engine)]);
  }

  /** Called for everything that has just begun to be another program. */
  consider(nr: number): void {
    if (this.#enough || this.#stopped.has(nr) || !this.#isWanted(nr)) return;
    const pidfd = this.native.pidfdOpen(nr, 0);
    if (pidfd < 0) return;
    const isStopped = this.native.pidfdSignal(pidfd, sigstop) === 0;
    if (!this.#isWanted(nr)) {
      // its number was taken over between the two looks
      if (isStopped) this.native.pidfdSignal(pidfd, sigcont);
      this.native.close(pidfd);
      return;
    }
    if (isStopped) this.#stopped.set(nr, pidfd);
    else this.native.close(pidfd);
    say({ is: isStopped ? "stopped" : "seen", nr });
  }

  obey(order: WaitOrder): void {
    if ("go" in order) this.#go(order.go);
    else {
      this.#enough = true;
      for (const nr of [...this.#stopped.keys()]) if (nr !== order.enough) this.#go(nr);
    }
  }

  goAll(): void {
    for (const nr of [...this.#stopped.keys()]) this.#go(nr);
  }

  #go(nr: number): void {
    const pidfd = this.#stopped.get(nr);
    if (pidfd === undefined) return;
    this.native.pidfdSignal(pidfd, sigcont);
    this.native.close(pidfd);
    this.#stopped.delete(nr);
  }

  #isWanted(nr: number): boolean {
    const command = valueOr(readText(`/proc/${nr}/cmdline`), "")
      .replace(/\0$/, "")
      .split("\0");
    if (command[0] === "") return false;
    const name = valueOr(readText(`/proc/${nr}/comm`), "").trimEnd();
    if (!isCandidate({ name, command, cgroup: "" }, { ...this.wait, anywhere: true })) return false;
    const link = readLink(`/proc/${nr}/ns/pid`);
    const cgroup = valueOr(readText(`/proc/${nr}/cgroup`), "");
    const started = { name, command, cgroup, ...(typeof link === "string" ? {} : { namespace: link.value }) };
    return isCandidate(started, this.wait) && !this.#family.has(parentOf(nr));
  }
}

/** 0 where there is none that we may see. */
function parentOf(nr: number): number {
  const stat = attempt(() => parseStat(readBytes(`/proc/${nr}/stat`)));
  return typeof stat === "string" ? 0 : (stat.value?.parent ?? 0);
}

function say(word: WaitWord): void {
  writeSync(1, `${JSON.stringify(word)}\n`);
}

/** Gives the numbers that are new since the last look, or young enough to become another program still. */
function newcomers(): () => readonly number[] {
  const list = (): readonly number[] => listNumbers(() => readdirSync("/proc"));
  const born = new Map<number, number>(list().map((nr) => [nr, 0]));
  return () => {
    const now = Date.now();
    const there = new Set(list());
    for (const nr of born.keys()) if (!there.has(nr)) born.delete(nr);
    for (const nr of there) if (!born.has(nr)) born.set(nr, now);
    return [...there].filter((nr) => now - (born.get(nr) ?? 0) < look.young);
  };
}

/** Everything that the kernel has to tell now. */
function execsOf(socket: ConnectorSocket, into: Buffer): readonly number[] {
  const execs: number[] = [];
  while (socket.take(into, 0) > 0) {
    for (const event of parseEvents(into)) if (event.is === "exec") execs.push(event.pid.nr);
  }
  return execs;
}

/** Orders that have come; undefined when there will be no more. */
function readOrders(heard: { rest: string }): readonly unknown[] | undefined {
  const bytes = Buffer.alloc(1 << 16);
  const length = attempt(() => readSync(0, bytes, 0, bytes.length, null));
  if (typeof length === "string" || length.value === 0) return undefined;
  const { words, rest } = readLines(heard.rest + bytes.toString("utf8", 0, length.value));
  heard.rest = rest;
  return words;
}

function run(native: Native): void {
  const heard = { rest: "" };
  let first: readonly unknown[] | undefined = [];
  while (first?.length === 0) first = readOrders(heard);
  if (!first) return;
  const guard = new Guard(native, first[0] as ExecWait);
  const socket = openConnector(process.pid);
  const event = Buffer.alloc(eventLength);
  const lookAround = socket ? undefined : newcomers();
  const how: HowHeard = socket ? "events" : "looks";
  say({ is: "ready", how });
  for (;;) {
    const ready: readonly number[] = pollFiles([...(socket ? [socket.fd] : []), 0], socket ? -1 : look.pause);
    for (const nr of socket ? execsOf(socket, event) : (lookAround?.() ?? [])) guard.consider(nr);
    if (!ready.includes(0)) continue;
    const orders = readOrders(heard);
    for (const order of orders ?? []) guard.obey(order as WaitOrder);
    if (orders) continue;
    guard.goAll();
    return;
  }
}

// as far as we may: only root goes before others
attempt(() => {
  setPriority(-20);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined); // the end of stdin is the only end
const native = loadNative();
if (native) run(native);
