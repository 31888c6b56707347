/**
 * The survey as root on a machine with very many tasks: the kernel walks its own list once and writes what we ask,
 * instead of four files a task being opened, formatted and parsed. Wherever that is not to be had, or a task was left
 * out, the look by system calls stands in.
 */
import { readFileSync } from "node:fs";
import { host, pidIn, type Pid } from "../../model/pid.ts";
import type { Glance } from "./kernel.ts";
import { at } from "./iteratorProgram.ts";
import { longAt, nameAt, pointerAt, recordWords, stateLetter, wordAt } from "./iteratorRecord.ts";
import type { NativeLook } from "./nativeLook.ts";
import type { Place } from "./place.ts";
import { attempt, valueOr } from "./procFile.ts";
import { openTaskIterator, type TaskIterator } from "./taskIterator.ts";
import { pidfsId } from "./taskIdentity.ts";

/** PROC_PID_INIT_INO: the kernel's own numbers are those of this namespace. */
const initialNamespace = "pid:[4026531836]";
/** Below, finding out where this kernel keeps its fields (some 50 ms, once) costs more than it saves. */
const many = 3000;
const noNumbers: readonly number[] = [];
/** Nanoseconds. */
const tick = 10_000_000;

const hasEnded = (words: Uint32Array, from: number): boolean => wordAt(words, from, at.exit) !== 0;

/** Processes and threads on the machine; see proc_loadavg(5). */
function countTasks(proc: string): number {
  const text = valueOr(
    attempt(() => readFileSync(`${proc}/loadavg`, "utf8")),
    "",
  );
  return Number(/ \d+\/(\d+) /.exec(text)?.[1] ?? 0);
}

export class IteratorLook {
  #iterator: TaskIterator | "untried" | "unavailable" = "untried";
  /** Namespace links by inode. */
  readonly #links = new Map<number, string>();
  readonly #parents = new Map<number, Pid>();
  readonly #names = new Map<string, string>();

  constructor(
    readonly place: Place,
    readonly look: NativeLook,
    namespace: string | undefined,
  ) {
    if (!place.pidfs || namespace !== initialNamespace || process.geteuid?.() !== 0) this.#iterator = "unavailable";
  }

  /** Undefined where it is not worth while, or cannot be. `always`: also for few tasks. */
  survey(always = false): readonly Glance[] | undefined {
    if (this.#iterator === "unavailable" || (!always && countTasks(this.place.proc) < many)) return undefined;
    const isFirst = this.#iterator === "untried";
    if (isFirst) this.#iterator = this.#open();
    const blocks = typeof this.#iterator === "object" ? this.#iterator.read() : undefined;
    const glances = blocks && this.#glances(blocks);
    if (isFirst && !this.#isTrue(glances)) this.#iterator = "unavailable";
    return glances && typeof this.#iterator === "object" ? this.#complete(glances) : undefined;
  }

  #open(): TaskIterator | "unavailable" {
    return (this.place.native && openTaskIterator(this.place.native)) ?? "unavailable";
  }

  /** Believed only if it says of ourselves what a look by system calls says. */
  #isTrue(glances: readonly Glance[] | undefined): boolean {
    const self = this.place.self && pidIn(host, this.place.self.nr);
    const looked = self && this.look.glance(self);
    const found = glances?.find(({ pid }) => pid.nr === self?.nr);
    if (typeof looked !== "object" || !found) return false;
    const facts = ["id", "namespace", "cgroup", "name", "uid", "startTicks"] as const;
    return facts.every((fact) => found[fact] === looked[fact]);
  }

  /** The iterator was seen to leave out number 1 (Linux 6.18). */
  #complete(glances: Glance[]): readonly Glance[] {
    const first = glances.some(({ pid }) => pid.nr === 1) ? undefined : pidIn(host, 1);
    const looked = first && this.look.glance(first);
    if (typeof looked === "object") glances.unshift(looked);
    return glances;
  }

  #glances(blocks: readonly Uint32Array[]): Glance[] {
    for (const kept of [this.#links, this.#parents, this.#names]) kept.clear();
    const cgroups = this.#readCgroups(blocks);
    const glances: Glance[] = [];
    for (const words of blocks) {
      const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
      for (let from = 0; from + recordWords <= words.length; from += recordWords) {
        const glance = this.#glance(words, bytes, from, cgroups);
        if (glance) glances.push(glance);
      }
    }
    return glances;
  }

  #glance(
    words: Uint32Array,
    bytes: Buffer,
    from: number,
    cgroups: ReadonlyMap<number, string | undefined>,
  ): Glance | undefined {
    const nr = wordAt(words, from, at.nr);
    const pid = pidIn(host, nr);
    const inode = longAt(words, from, at.inode);
    if (!pid || inode === 0) return undefined; // reaped while the iterator came by
    const parent = this.#parentOf(wordAt(words, from, at.parent));
    // a zombie is no longer where it was in hierarchies of the first version
    const cgroup = hasEnded(words, from) ? undefined : cgroups.get(pointerAt(words, from, at.cgroups));
    const id = pidfsId(inode);
    const namespace = this.#linkOf(wordAt(words, from, at.namespace));
    const text = cgroup ?? this.look.readCgroup(nr);
    const name = this.#once(nameAt(bytes, from));
    const state = stateLetter(wordAt(words, from, at.state), wordAt(words, from, at.exit));
    const uid = wordAt(words, from, at.uid);
    const startTicks = Math.floor(longAt(words, from, at.start) / tick);
    // written out twice: a property put in or spread afterwards costs forty bytes a task
    return parent
      ? { pid, id, parent, namespace, numbers: noNumbers, cgroup: text, name, state, uid, startTicks }
      : { pid, id, namespace, numbers: noNumbers, cgroup: text, name, state, uid, startTicks };
  }

  /** One object for equal ones: many tasks have one parent, or one name. */
  #parentOf(nr: number): Pid | undefined {
    let parent = this.#parents.get(nr);
    if (!parent) {
      parent = pidIn(host, nr);
      if (parent) this.#parents.set(nr, parent);
    }
    return parent;
  }

  #once(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, name);
    return known ?? name;
  }

  #linkOf(inode: number): string {
    let link = this.#links.get(inode);
    if (link === undefined) this.#links.set(inode, (link = `pid:[${inode}]`));
    return link;
  }

  /**
   * The text of each set of cgroups, read of its first and its last member: if the two differ, one has moved since,
   * and each member is asked by itself (undefined).
   */
  #readCgroups(blocks: readonly Uint32Array[]): ReadonlyMap<number, string | undefined> {
    const members = new Map<number, { readonly first: number; last: number }>();
    for (const words of blocks) {
      for (let from = 0; from + recordWords <= words.length; from += recordWords) {
        if (hasEnded(words, from)) continue;
        const set = pointerAt(words, from, at.cgroups);
        const nr = wordAt(words, from, at.nr);
        const known = members.get(set);
        if (known) known.last = nr;
        else members.set(set, { first: nr, last: nr });
      }
    }
    const texts = new Map<number, string | undefined>();
    for (const [set, { first, last }] of members) {
      const text = this.look.readCgroup(first);
      texts.set(set, text !== "" && this.look.readCgroup(last) === text ? text : undefined);
    }
    return texts;
  }
}
