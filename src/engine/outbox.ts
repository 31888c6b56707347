/**
 * Sends changes as fast as the other side takes them: one at once when nothing is under way, and what comes meanwhile
 * together afterwards. Nothing is left out by that: who came and went in between is told as gone.
 */
import type { SpaceId } from "../model/pid.ts";
import type { Space } from "../model/space.ts";
import type { TaskId } from "../model/task.ts";
import type { Change, GoneTask } from "./change.ts";
import type { ListedTask } from "./spaces/taskList.ts";

/** Changes as one. To be taken in the order spaces, tasks, gone tasks, gone spaces. */
export class Gathered {
  readonly #spaces = new Map<SpaceId, Space>();
  readonly #goneSpaces = new Set<SpaceId>();
  readonly #tasks = new Map<TaskId, ListedTask>();
  readonly #goneTasks: GoneTask[] = [];
  #generation = 0;

  add({ generation, spaces, goneSpaces, tasks, goneTasks }: Change): void {
    this.#generation = generation;
    for (const space of spaces) {
      this.#goneSpaces.delete(space.id); // another one under the same words
      this.#spaces.set(space.id, space);
    }
    for (const id of goneSpaces) this.#goneSpaces.add(id);
    for (const task of tasks) this.#tasks.set(task.task.id, task);
    for (const gone of goneTasks) this.#goneTasks.push(gone);
  }

  get change(): Change {
    return {
      generation: this.#generation,
      spaces: [...this.#spaces.values()],
      goneSpaces: [...this.#goneSpaces],
      tasks: [...this.#tasks.values()],
      goneTasks: this.#goneTasks,
    };
  }
}

export class Outbox {
  #waiting: Gathered | undefined;
  #isBusy = false;

  /** `send` settles when the other side has taken it. */
  constructor(private readonly send: (change: Change) => Promise<void>) {}

  add(change: Change): void {
    if (!this.#isBusy) {
      void this.#send(change);
      return;
    }
    this.#waiting ??= new Gathered();
    this.#waiting.add(change);
  }

  /** Sends what waits without waiting any longer: something that follows from it is about to be said. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) void this.#send(waiting.change);
  }

  async #send(change: Change): Promise<void> {
    this.#isBusy = true;
    await this.send(change).catch(() => undefined); // nobody is there any more
    this.#isBusy = false;
    this.flush();
  }
}
