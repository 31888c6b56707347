/**
 * The engine: answers every question of the protocol in the model's words. It composes the reasoning of spaces/,
 * the gates and the journal, and decides nothing that they could.
 */
import { host, type Pid, type SpaceId } from "../model/pid.ts";
import type { BelowAsk } from "../model/belowRoot.ts";
import type { Unresolved } from "../model/resolution.ts";
import { identitiesOf, sameSpace, type Space } from "../model/space.ts";
import type { Plan } from "../model/plan.ts";
import type { Task } from "../model/task.ts";
import type { GuardOf, OpenedOf } from "../model/way.ts";
import type { BelowAnswer, EngineParts, Held, Listing, Named, Resolved, SpaceMap } from "./answers.ts";
import type { Change } from "./change.ts";
import { lookBelow } from "./belowRoot.ts";
import { enterSpace, type Entered } from "./enter.ts";
import type { OpenAsk, PlanAsk, Subject } from "./gates/gates.ts";
import { Holds } from "./holds.ts";
import { threadsFor } from "./journal/journal.ts";
import { lifeOf } from "./journal/recall.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { Live } from "./live.ts";
import { whyNotNamed } from "./names.ts";
import { resolvePast, type PastAnswer } from "./past.ts";
import { Atlas } from "./spaces/atlas.ts";
import { describeTask } from "./spaces/describe.ts";
import type { Located } from "./spaces/knownTasks.ts";
import { Resolver, type FoundTask } from "./spaces/resolve.ts";
import { readText, textParts, type Reading, type TextAsk } from "./texts.ts";
import { tasksIn, threadsOf } from "./spaces/taskList.ts";
import { explain } from "./unseen.ts";
import { Waits } from "./waits.ts";
import { whereaboutsBy } from "./whereabouts.ts";

/** How often holding is begun again because the task went meanwhile. */
const attempts = 20;

export class Engine {
  readonly #kernel: Kernel;
  readonly #atlas: Atlas;
  readonly #resolver: Resolver;
  readonly #holds = new Holds();
  readonly #live: Live;
  readonly waits: Waits;
  readonly #listeners = new Set<(change: Change) => void>();
  #generation = 0;

  constructor(private readonly parts: EngineParts) {
    this.#kernel = parts.kernel;
    this.#atlas = new Atlas(parts.kernel, parts.runtimes, parts.names);
    this.#resolver = new Resolver(parts.kernel, this.#atlas, (space, nr) => {
      const last = parts.journal?.last({ names: (other) => sameSpace(other, space), nr });
      return last && lifeOf(last, this.#atlas.reference(space.id), nr);
    });
    const where = whereaboutsBy({
      kernel: parts.kernel,
      atlas: this.#atlas,
      find: (words) => this.#resolver.space(words),
      hold: (tuple) => this.hold(tuple, { process: true }),
      release: (hold) => {
        this.release(hold);
      },
    });
    this.waits = new Waits(parts.kernel, where);
    const threads = parts.journal && threadsFor(parts.journal, parts.kernel, this.#atlas);
    this.#live = new Live({
      kernel: parts.kernel,
      atlas: this.#atlas,
      ...(threads ? { threads } : {}),
      tell: (change) => {
        parts.journal?.add(change);
        for (const listener of this.#listeners) listener(change);
      },
      lost: () => parts.journal?.broken(),
      missed: (start) => parts.journal?.missed(parts.journal.startOf(start / 10), Date.now()),
      nextGeneration: () => (this.#generation += 1),
    });
  }

  async spaces(): Promise<SpaceMap> {
    await this.#refresh();
    const { self } = this.#kernel.host();
    const spaces = this.#atlas.spaces();
    return { generation: this.#generation, self: (self && this.#atlas.world.get(self)?.member) ?? host, spaces };
  }

  /** The tasks visible in a space, under their numbers there. */
  async tasks(words: string): Promise<Listing | Unresolved> {
    await this.#refresh();
    const found = await this.#resolver.space(words);
    return found.is === "found" ? { is: "found", tasks: tasksIn(found.space, this.#reading()) } : found;
  }

  /** The threads of the process that a tuple names (a thread's number names its process). */
  async threads(words: string): Promise<Listing | Unresolved> {
    const found = await this.#resolver.task(words);
    if (found.is !== "found") return found;
    const space = this.#atlas.space(found.pid.space);
    const tasks = space ? threadsOf(found.glance, space, this.#reading()) : [];
    return { is: "found", tasks };
  }

  async resolve(words: string, { seenFrom }: { readonly seenFrom?: string } = {}): Promise<Resolved | Unresolved> {
    const found = await this.#resolver.taskSeenFrom(words, seenFrom);
    if (found.is !== "found") return explain(found, this.parts);
    return { is: "found", tuple: found.tuple, pid: found.seen, task: describeTask(found.glance, this.#reading()) };
  }

  /**
   * The task and its number as seen from another space, by ioctl and an open hold alone: for those who need many
   * numbers and no description. Absent where that does not tell, or a space is not on the map (yet): `resolve` then.
   */
  locate(pid: Pid, to: SpaceId): Located | undefined {
    return this.#atlas.translator.locate(pid, to);
  }

  /** Who held a tuple at a time (ISO 8601). */
  past(words: string, at: string): Promise<PastAnswer> {
    return resolvePast(words, at, { resolver: this.#resolver, memory: this.parts.journal });
  }

  /** The process and thread numbers in lines of a text, whose they are and who held them. */
  text = (asked: TextAsk): Promise<Reading> =>
    readText(asked, textParts(this, this.#resolver, { ...this.parts, world: this.#atlas.world }));

  /** Every line of the journal, oldest first. */
  history = (): readonly string[] => this.parts.journal?.lines() ?? [];

  /** A task that was found, with all its names. */
  describe({ glance }: FoundTask): Task {
    return describeTask(glance, this.#reading());
  }

  /** Resolves and keeps the task from being mistaken until `release`; of a thread its process, when `process` says so. */
  async hold(words: string, { process = false }: { readonly process?: boolean } = {}): Promise<Held | Unresolved> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await this.#resolver.task(words);
      if (found.is !== "found") return explain(found, this.parts);
      const leader = this.#kernel.readProcess(found.glance.pid);
      const pid = process && typeof leader !== "string" ? leader : found.glance.pid;
      const hold = this.#kernel.hold(pid);
      if (hold === "denied")
        return { is: "notVisible", reference: found.tuple, seenFrom: host, why: "it is hidden", denied: true };
      if (hold === "absent") continue;
      const glance = this.#kernel.glance(pid);
      const isSame = this.#kernel.identify(found.glance.pid) === found.glance.id;
      if (typeof glance === "string" || glance.id !== hold.id || !isSame) {
        hold.release();
        continue;
      }
      const task = describeTask(glance, this.#reading());
      const subject = { task, tuple: found.tuple, ...this.#placeOf(task), hold };
      return { is: "found", hold: this.#holds.add(subject), subject };
    }
    return { is: "notVisible", reference: words, seenFrom: host, why: "the number changes hands too fast to hold it" };
  }

  /** One that a wait has stopped runs on. */
  release(hold: number): void {
    this.waits.go(hold);
    this.#holds.release(hold);
  }

  signal(hold: number, signal: number): "sent" | "gone" | "denied" {
    const sent = this.#holds.get(hold)?.hold.signal(signal) ?? "absent";
    return sent === "absent" ? "gone" : sent;
  }

  async plan(hold: number, asked: PlanAsk): Promise<Plan | "gone"> {
    const subject = this.#holds.get(hold);
    return subject ? this.parts.gates.plan(subject, asked) : "gone";
  }

  async open(hold: number, asked: OpenAsk): Promise<OpenedOf<Pid>> {
    const subject = this.#holds.get(hold);
    if (!subject) return { is: "gone" };
    this.#holds.opened(hold, asked.folder);
    return this.parts.gates.open(subject, asked);
  }

  async close(hold: number): Promise<void> {
    const subject = this.#holds.get(hold);
    this.#holds.closed(hold);
    if (subject) await this.parts.gates.close(subject);
  }

  /** Undoes what a client that is gone had left open, within a few seconds; then `stop`. */
  leave = (): Promise<void> => this.#holds.leave((hold) => this.close(hold));

  /** `tracer` may be in any space's numbers; one that names nobody is nobody's tracer. */
  async guard(hold: number, asked: { readonly tracer?: Pid; readonly port?: number }): Promise<GuardOf<Pid>> {
    const subject = this.#holds.get(hold);
    if (!subject) return { is: "gone" };
    if (!asked.tracer) return this.parts.gates.guard(subject, asked);
    const tracer = await this.#inHost(asked.tracer);
    return tracer ? this.parts.gates.guard(subject, { ...asked, tracer }) : { is: "notTraced" };
  }

  /** The user at the client's end of a loopback connection; absent when there is no such connection. */
  connectionOwner(clientPort: number, serverPort: number): number | undefined {
    const owner = this.#kernel.connectionOwner(clientPort, serverPort);
    return owner === "absent" ? undefined : owner;
  }

  async enter(words: string, namespaces?: readonly string[]): Promise<Entered | Unresolved> {
    const found = await this.#resolver.space(words);
    return found.is === "found" ? enterSpace(found.space, namespaces, this.#reading()) : found;
  }

  /** A file or folder below the root of the task that a tuple names; `id`: which task is meant. */
  async below(words: string, id: string | undefined, path: string, asked: BelowAsk): Promise<BelowAnswer> {
    const found = await this.#resolver.task(words);
    if (found.is !== "found") return found;
    return id === undefined || id === found.glance.id ? lookBelow(this.#kernel, found, path, asked) : "absent";
  }

  /** Gives a space a name of the user's; absent `name` takes it back. */
  async name(words: string, name: string | undefined): Promise<Named> {
    const found = await this.#resolver.space(words);
    if (found.is !== "found") return found;
    const why = name === undefined ? undefined : whyNotNamed(found.space, name, this.#atlas.spaces());
    if (why !== undefined) return { is: "refused", why };
    const living = new Set(this.#atlas.spaces().flatMap(identitiesOf));
    const isHiding = this.#kernel.host().hides !== undefined;
    this.parts.names.give(identitiesOf(found.space), name, (identity) => isHiding || living.has(identity));
    this.#atlas.touch();
    return { is: "named", space: this.#atlas.space(found.space.id) ?? found.space };
  }

  /** While somebody watches, the engine looks for changes by itself. Settles when nothing more will be missed. */
  async watch(isOn: boolean): Promise<void> {
    if (!isOn) this.#stopLooking();
    else if (!this.#live.isOn) {
      await this.#live.start();
      const isExact = this.#live.hasEvents && this.#kernel.host().hides === undefined;
      this.parts.journal?.begin(this.#atlas.spaces(), isExact);
    }
  }

  /** Tells every change while watched; gives the way to stop it. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One line for people: which machine's tasks these are, and how they are read. */
  greeting(): string {
    const { hostname, hides } = this.#kernel.host();
    const how = this.#kernel.translates ? "by ioctl" : "from the procfs alone";
    return `pspace engine on ${hostname || "this machine"}, numbers ${how}${hides === undefined ? "" : `, ${hides}`}`;
  }

  /** What the space is called, or was last. */
  nameOf = (space: SpaceId): string => this.#atlas.nameOf(space);

  /** The words that name a space and no other. */
  referenceOf(space: SpaceId): string {
    return this.#atlas.reference(space);
  }

  stop(): void {
    this.#stopLooking();
    this.waits.close();
    this.#holds.close();
    this.#atlas.close();
  }

  #stopLooking(): void {
    this.#live.stop();
    this.parts.journal?.end();
  }

  async #refresh(): Promise<void> {
    await this.#atlas.refresh();
    if (this.#live.isOn)
      this.#live.flush(); // a generation is told before it is answered with
    else this.#generation += 1;
  }

  #reading() {
    return { kernel: this.#kernel, world: this.#atlas.world, numbers: this.#atlas.numbers };
  }

  async #inHost(pid: Pid): Promise<Pid | undefined> {
    const located = pid.space === host ? undefined : this.locate(pid, host);
    if (pid.space === host || located) return located?.pid ?? pid;
    const found = await this.#resolver.task(`${this.referenceOf(pid.space)}:${pid.nr.toString()}`);
    return found.is === "found" ? found.glance.pid : undefined;
  }

  /** Its space, and the container that it is or lies in. */
  #placeOf(task: Task): Pick<Subject, "space" | "container"> {
    const spaces = this.#atlas.spaces();
    const byId = new Map(spaces.map((space) => [space.id, space] as const));
    const space = byId.get(task.space) ?? byId.get(host);
    if (!space) throw new Error("a map without host"); // spacesOf always makes it
    let at: Space | undefined = space;
    while (at && !at.container && at.parent !== undefined) at = byId.get(at.parent);
    return at?.container ? { space, container: at } : { space };
  }
}
