/** Starts the thread that listens to the process connector, and tells what it hears. */
import { closeSync, writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { bootClock } from "./bootClock.ts";
import type { ConnectorData, ConnectorWord } from "./connectorWorker.ts";
import type { KernelEvent, Listener } from "./kernel.ts";
import { openWake } from "./netlink.ts";
import { findOwn } from "./ownProgram.ts";
import { parseEvents } from "./procEvent.ts";

type Tell = (events: readonly KernelEvent[]) => void;

/** Milliseconds until a listener that died is started again. */
const pause = 1000;

/** Eight bytes, the number 1. */
const wakeUp = new BigUint64Array([1n]);

let marks = 0;

class Connector implements Listener {
  /** See `ConnectorData`. */
  readonly #stop = new Int32Array(new SharedArrayBuffer(8));
  readonly #wake = openWake();
  #again: NodeJS.Timeout | undefined;
  /** A thread that waits in the kernel would keep the process from ending. */
  readonly #end = (): void => {
    this.#stopWaiting();
  };

  constructor(
    readonly program: string,
    readonly tell: Tell,
    readonly buffer: number | undefined,
  ) {}

  /** Settles with the thread's first word; later words are told. */
  start(): Promise<boolean> {
    // unlike those of other listeners, who hear our acknowledgement as we hear theirs
    const mark = process.pid * 256 + (++marks % 256);
    const data: ConnectorData = {
      stop: this.#stop,
      mark,
      wake: this.#wake,
      ...(this.buffer === undefined ? {} : { buffer: this.buffer }),
    };
    const worker = new Worker(this.program, { workerData: data });
    return new Promise((settle) => {
      let ready = false;
      worker.on("message", (word: ConnectorWord) => {
        if (word === "ready") settle((ready = true));
        else if (word === "unavailable") settle(false);
        else if (Atomics.load(this.#stop, 0) === 0) this.tell(word === "lost" ? [{ is: "lost" }] : read(word));
      });
      worker.on("error", () => undefined); // `exit` follows
      worker.on("exit", () => {
        settle(false);
        this.#closeSocket();
        if (ready) this.#died();
        if (Atomics.load(this.#stop, 0) !== 0 && this.#wake >= 0) closeSync(this.#wake);
      });
    });
  }

  /** Open, it would go on taking events until its room is full: megabytes that belong to nobody. */
  #closeSocket(): void {
    const fd = Atomics.exchange(this.#stop, 1, 0);
    if (fd > 0) closeSync(fd);
  }

  /** What happened meanwhile is lost; so is what happens until it listens again. */
  #died(): void {
    if (Atomics.load(this.#stop, 0) !== 0) return;
    this.tell([{ is: "lost" }]);
    this.#again = setTimeout(() => {
      void this.start().then((ready) => {
        if (ready) this.tell([{ is: "lost" }]);
        else this.#died();
      });
    }, pause);
  }

  close(): void {
    if (Atomics.load(this.#stop, 0) !== 0) return;
    clearTimeout(this.#again);
    process.removeListener("exit", this.#end);
    this.#stopWaiting();
  }

  #stopWaiting(): void {
    Atomics.store(this.#stop, 0, 1);
    if (this.#wake >= 0) writeSync(this.#wake, wakeUp);
  }
}

function read(bytes: Uint8Array): readonly KernelEvent[] {
  return parseEvents(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), bootClock.suspended());
}

/** "unavailable" where the thread's program is missing (an engine that came as text) or the kernel tells us nothing. */
export async function listen(tell: Tell, buffer?: number): Promise<Listener | "unavailable"> {
  const program = findOwn("connector.js");
  if (program === undefined) return "unavailable";
  const connector = new Connector(program, tell, buffer);
  if (await connector.start()) return connector;
  connector.close();
  return "unavailable";
}
