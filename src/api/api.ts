/** What other extensions may ask: pspace.d.ts, answered by the engine. Translation only; no function takes a lone number. */
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { tupleText } from "../model/reference.ts";
import { requests } from "../protocol/messages.ts";
import type { WireChange, WireTask } from "../protocol/wire.ts";
import type { Change, PidSpaces, TaskReference } from "./pspace.d.ts";

export interface ApiParts {
  readonly engine: Engine;
  readonly spaces: Pick<Spaces, "watch" | "onRepainted">;
  /** Folders of the user's own sources. */
  readonly sources: () => readonly string[];
}

/** Frozen: whoever gets it cannot change it for the others. */
export function apiOf({ engine, spaces, sources }: ApiParts): PidSpaces {
  return Object.freeze<PidSpaces>({
    version: 1,
    resolve: (tuple, { seenFrom, at } = {}) =>
      engine.ask(requests.resolve, {
        tuple: textOf(tuple),
        ...(seenFrom === undefined ? {} : { seenFrom }),
        ...(at === undefined ? {} : { at }),
      }),
    seenFrom: async (task, space) => {
      const answer = await engine.ask(requests.resolve, { tuple: textOf(task), seenFrom: space });
      return answer.is === "found" && isMeant(task, answer.task) ? answer.pid : undefined;
    },
    tuplesOf: async (task) => {
      const answer = await engine.ask(requests.resolve, { tuple: textOf(task) });
      return answer.is === "found" && isMeant(task, answer.task) ? answer.task.tuples : [];
    },
    plan: async (task, { debugger: name } = {}) => {
      const held = await engine.ask(requests.hold, { tuple: textOf(task) });
      if (held.is !== "found") return undefined;
      try {
        if (!isMeant(task, held.task)) return undefined;
        const asked = { hold: held.hold, sources: sources(), ...(name === undefined ? {} : { debugger: name }) };
        const answer = await engine.ask(requests.plan, asked);
        return answer.is === "planned" ? answer.plan : undefined;
      } finally {
        await engine.ask(requests.release, { hold: held.hold });
      }
    },
    listSpaces: async () => (await engine.ask0(requests.spaces)).spaces,
    listTasks: async (space) => {
      const answer = await engine.ask(requests.tasks, { space });
      return answer.is === "found" ? answer.tasks : [];
    },
    onDidChange: (listener) => listenTo(spaces, listener),
  });
}

/** How the engine is asked for it: a task by its innermost name. */
function textOf(reference: TaskReference): string {
  if (typeof reference === "string") return reference;
  const { space, nr } = "nr" in reference ? reference : (reference.tuples.at(-1) ?? reference.host);
  return tupleText(space, nr);
}

/** Whether who answers to the number is the task that was given; a tuple means whoever holds it. */
function isMeant(reference: TaskReference, found: WireTask): boolean {
  return typeof reference === "string" || "nr" in reference || reference.id === found.id;
}

function listenTo(spaces: ApiParts["spaces"], listener: (change: Change) => unknown): { readonly dispose: () => void } {
  const watching = spaces.watch();
  const listening = spaces.onRepainted(({ change }) => {
    listener(changeOf(change));
  });
  return {
    dispose: () => {
      listening.dispose();
      watching.dispose();
    },
  };
}

function changeOf({ spaces, goneSpaces, tasks, goneTasks }: WireChange): Change {
  return { spaces, goneSpaces, tasks, goneTasks };
}
