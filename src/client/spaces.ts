/**
 * The spaces and tasks as the screen knows them: kept up to date while somebody looks, kept as they were
 * while the engine is away. Views read `picture`; commands and debugging ask here.
 */
import * as vscode from "vscode";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireChange, WireHeld, WireTask } from "../protocol/wire.ts";
import type { Connection } from "./connection.ts";
import { Picks } from "./picks.ts";
import { applyChange, changeBetween, emptyPicture, pictureOf, type Picture } from "./picture.ts";

/** What became different; `anew`: a person or a new engine asked for everything, and nobody waits for more. */
export interface Repainted {
  readonly before: Picture;
  readonly now: Picture;
  readonly change: WireChange;
  readonly anew: boolean;
}

export class Spaces implements vscode.Disposable {
  readonly #repainted = new vscode.EventEmitter<Repainted>();
  readonly #owned: { dispose(): unknown }[] = [this.#repainted];
  #picture = emptyPicture;
  #watchers = 0;
  #painting: Promise<void> | undefined;
  /** Changes that arrived while the whole was being asked for. */
  #early: WireChange[] = [];

  /** What was picked by a person and not yet attached to. */
  readonly picks = new Picks();
  readonly onRepainted = this.#repainted.event;

  constructor(private readonly connection: Connection) {
    this.#owned.push(
      connection.onChange((change) => {
        this.#apply(change);
      }),
      connection.onHealth((health) => {
        if (health === "ready" && this.#watchers > 0) this.#begin();
      }),
    );
  }

  get picture(): Picture {
    return this.#picture;
  }

  /** Keeps the picture fresh until disposed of. */
  watch(): vscode.Disposable {
    if (++this.#watchers === 1 && this.connection.health === "ready") this.#begin();
    return new vscode.Disposable(() => {
      if (--this.#watchers > 0) return;
      this.connection.ask(requests.watch, { on: false }).catch(ignoreStopped);
    });
  }

  /** Asks the engine for everything again; the answer is in `picture` when this resolves. */
  async refresh(): Promise<void> {
    this.#painting ??= this.#paint().finally(() => (this.#painting = undefined));
    await this.#painting;
  }

  /** The picture, painted at least once. */
  async current(): Promise<Picture> {
    if (this.#picture.spaces.size === 0 || this.#watchers === 0) await this.refresh();
    return this.#picture;
  }

  /** Resolves a tuple and keeps its task held; use it as `hold`, and let go of it in the end. */
  async hold(tuple: string, process = false): Promise<Extract<WireHeld, { is: "found" }>> {
    const held = await this.connection.ask(requests.hold, { tuple, process });
    if (held.is !== "found") throw new ProblemError({ is: "unresolved", resolution: held });
    return held;
  }

  /** Holds a task that was seen before, and makes sure that its number has not become another's. */
  async holdTask(task: WireTask): Promise<Extract<WireHeld, { is: "found" }>> {
    const tuple = this.#picture.ownTuple(task);
    const held = await this.hold(tuple);
    if (held.task.id === task.id) return held;
    await this.release(held.hold);
    throw new ProblemError({ is: "taskGone", reference: tuple });
  }

  async release(hold: number): Promise<void> {
    await this.connection.ask(requests.release, { hold }).catch(ignoreStopped);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #begin(): void {
    this.connection
      .ask(requests.watch, { on: true })
      .then(() => this.refresh())
      .catch(ignoreStopped); // the next engine begins again
  }

  async #paint(): Promise<void> {
    this.#early = [];
    const map = await this.connection.ask0(requests.spaces);
    const tasks = await this.connection.ask(requests.tasks, { space: "host" });
    if (tasks.is !== "found") throw new ProblemError({ is: "unresolved", resolution: tasks });
    const before = this.#picture;
    this.#picture = this.#early.reduce(applyChange, pictureOf(map, tasks.tasks));
    this.#repainted.fire({ before, now: this.#picture, change: changeBetween(before, this.#picture), anew: true });
  }

  #apply(change: WireChange): void {
    this.#early.push(change);
    if (this.#painting || this.#picture === emptyPicture) return; // a change says nothing where the whole is not known
    this.#early = [];
    const before = this.#picture;
    this.#picture = applyChange(before, change);
    this.#repainted.fire({ before, now: this.#picture, change, anew: false });
  }
}

function ignoreStopped(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}
