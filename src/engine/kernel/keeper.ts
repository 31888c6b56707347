/**
 * A process of its own (out/keeper.js NUMBER PROGRAM …) that runs a program which traces a task, and keeps that task
 * from harm should the program end while it traces: killed, crashed, or left by whoever spoke with it. The kernel
 * holds a program that is traced itself at its very end, before it lets go of anybody; there its breakpoints are
 * taken out of the task. A program that does not end when whoever had it run is gone (our stdin tells) is ended.
 * Our own end harms nobody: the program runs on, and is kept no more.
 */
import { constants, openSync, readdirSync } from "node:fs";
import { setPriority } from "node:os";
import { loadNative } from "./native.ts";
import { listNumbers } from "./place.ts";
import { attempt, readText, valueOr } from "./procFile.ts";
import { openTracing, type Told, type Tracing } from "./ptrace.ts";
import { readTraps, removeTraps } from "./traps.ts";

const sigcont = 18;
/** What ends us by default is for the program. */
const passedOn = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
/** Milliseconds after the end, in which the task may yet come to a stop that was asked of it. */
const looksAfter = [1, 20, 100, 500];
/** What it is sent so many seconds after nobody has our stdin's far end: a debug server that no adapter came to would wait for ever. */
const ends: Readonly<Partial<Record<number, NodeJS.Signals>>> = { 5: "SIGTERM", 10: "SIGKILL" };
/** As shells say it: the program was not found. */
const notFound = 127;

/** The task, by an open folder: whoever gets its number afterwards is not looked at. */
class Kept {
  readonly #folder: string;
  readonly #native = loadNative();
  readonly #pidfd: number;
  /** Traps that were there before, and are somebody else's. */
  readonly #before: ReadonlySet<number>;

  constructor(nr: number) {
    const fd = attempt(() => openSync(`/proc/${nr}`, constants.O_RDONLY | constants.O_DIRECTORY));
    this.#folder = typeof fd === "string" ? "/nowhere" : `/proc/self/fd/${fd.value}`;
    this.#pidfd = this.#native?.pidfdOpen(nr, 0) ?? -1;
    this.#before = new Set(readTraps(this.#folder).map(({ address }) => address));
  }

  isTracedBy(nr: number): boolean {
    const threads = listNumbers(() => readdirSync(`${this.#folder}/task`));
    return threads.some((thread) => new RegExp(`^TracerPid:\\s+${nr}$`, "m").test(this.#read(`task/${thread}/status`)));
  }

  mend(): void {
    const left = readTraps(this.#folder).filter(({ address }) => !this.#before.has(address));
    removeTraps(this.#folder, left);
  }

  /** A stop that its tracer asked for outlives the tracer. */
  letRun(): void {
    const status = this.#read("status");
    if (!/^State:\s+T/m.test(status) || !/^TracerPid:\s+0$/m.test(status)) return;
    if (this.#pidfd >= 0) this.#native?.pidfdSignal(this.#pidfd, sigcont);
  }

  #read(file: string): string {
    return valueOr(readText(`${this.#folder}/${file}`), "");
  }
}

class Keeper {
  /** The program's number, once it runs. */
  #program = 0;
  /** Seconds for which nobody has had our stdin's far end. */
  #left = 0;

  constructor(
    private readonly tracing: Tracing,
    private readonly kept: Kept,
  ) {}

  /** Starts the program and traces it with all of its threads; it has hardly begun. Whether it could be started. */
  begin(command: readonly string[]): boolean {
    this.#program = this.tracing.start(command);
    if (this.#program < 0) return false;
    const seized = new Set<number>();
    for (let isNew = true; isNew;) {
      const fresh = listNumbers(() => readdirSync(`/proc/${this.#program}/task`)).filter((nr) => !seized.has(nr));
      for (const nr of fresh) {
        this.tracing.seize(nr); // one that we trace already, as a clone, says no
        seized.add(nr);
      }
      isNew = fresh.length > 0;
    }
    return true;
  }

  signal(signal: NodeJS.Signals): void {
    attempt(() => process.kill(this.#program, signal));
  }

  /** To be asked once a second. */
  endIfLeft(): void {
    if (!this.tracing.isLeft()) return;
    this.#left += 1;
    const signal = ends[this.#left];
    if (signal) this.signal(signal);
  }

  /** Hears everything that there is to hear now; the code to end with, once the program and all its threads are gone. */
  hear(): number | undefined {
    let code: number | undefined;
    for (let told = this.tracing.next(); told !== undefined; told = this.tracing.next()) {
      if (told === "nobody") return code ?? 0;
      if (told.is === "gone" && told.nr === this.#program) {
        code = told.signal === undefined ? told.code : 128 + told.signal;
      } else this.#goOn(told);
    }
    return code;
  }

  #goOn(told: Told): void {
    const { is, nr } = told;
    if (is === "gone") return;
    if (is === "stopped") {
      this.tracing.listen(nr);
      return;
    }
    if (is === "ending") this.#atItsEnd(nr);
    this.tracing.goOn(nr, is === "signal" ? told.signal : 0);
  }

  /** Only the very thread that traces holds the task, and while it stands here nobody puts anything in. */
  #atItsEnd(nr: number): void {
    if (!this.kept.isTracedBy(nr)) return;
    this.kept.mend();
    for (const after of looksAfter) {
      setTimeout(() => {
        this.kept.letRun();
      }, after);
    }
  }
}

function run(tracing: Tracing, [nr = "", ...command]: readonly string[]): void {
  const keeper = new Keeper(tracing, new Kept(Number(nr)));
  const alive = setInterval(() => {
    keeper.endIfLeft();
  }, 1_000);
  const hear = (): void => {
    const code = keeper.hear();
    if (code === undefined) return;
    process.exitCode = code;
    clearInterval(alive);
    for (const signal of passedOn) process.removeAllListeners(signal);
  };
  process.on("SIGCHLD", hear);
  for (const signal of passedOn) {
    process.on(signal, () => {
      keeper.signal(signal);
    });
  }
  if (keeper.begin(command)) {
    hear();
    return;
  }
  process.stderr.write(`${command[0] ?? ""} could not be started\n`);
  process.exit(notFound);
}

// as far as we may: between the end of a program and the next breakpoint there may be little time
attempt(() => {
  setPriority(-20);
});
const tracing = openTracing();
if (tracing) run(tracing, process.argv.slice(2));
else process.exitCode = notFound; // whoever has us run it has asked before
