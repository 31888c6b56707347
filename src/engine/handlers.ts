/** Wire → question → wire: one handler per request of the protocol. Nothing happens here except translation. */
import { pidIn, type Pid, type SpaceId } from "../model/pid.ts";
import type { Handlers } from "../protocol/handlers.ts";
import type { WireChange, WirePid, WireResolution } from "../protocol/wire.ts";
import type { Held, Listing } from "./answers.ts";
import type { Engine } from "./engine.ts";
import { Outbox } from "./outbox.ts";
import type { PastAnswer } from "./past.ts";
import {
  writeBelow,
  writeChange,
  writeGuard,
  writeOpened,
  writePid,
  writeSpace,
  writeTask,
  writeTuple,
  type Called,
} from "./wire.ts";
import { writeReading } from "./wireText.ts";

export function handlersFor(engine: Engine): Handlers {
  return { ...asking(engine), ...waiting(engine), ...holding(engine), ...changing(engine) };
}

/** Every change of a watched engine, as it travels; `flush` tells at once what waits for `tell` to have settled. */
export function tellChanges(
  engine: Engine,
  tell: (change: WireChange) => Promise<void>,
): { readonly flush: () => void } {
  const called = calledBy(engine);
  const outbox = new Outbox((change) => tell(writeChange(change, called)));
  engine.onChange((change) => {
    outbox.add(change);
  });
  return {
    flush: () => {
      outbox.flush();
    },
  };
}

type Asking = Pick<Handlers, "history" | "spaces" | "tasks" | "threads" | "resolve" | "text" | "connectionOwner">;

const calledBy = (engine: Engine): Called => ({
  nameOf: (space) => engine.nameOf(space),
  referenceOf: (space) => engine.referenceOf(space),
});

function asking(engine: Engine): Asking {
  const called = calledBy(engine);
  const writeListing = ({ is, tasks }: Listing) => ({ is, tasks: tasks.map((task) => writeTask(task, called)) });
  return {
    spaces: async () => {
      const { generation, self, spaces } = await engine.spaces();
      return { generation, self, spaces: spaces.map((space) => writeSpace(space, called)) };
    },
    tasks: async ({ space }) => {
      const answer = await engine.tasks(space);
      return answer.is === "found" ? writeListing(answer) : answer;
    },
    history: () => Promise.resolve({ lines: engine.history() }),
    threads: async ({ tuple }) => {
      const answer = await engine.threads(tuple);
      return answer.is === "found" ? writeListing(answer) : answer;
    },
    resolve: async ({ tuple, seenFrom, at }) => {
      if (at !== undefined) return writePast(await engine.past(tuple, at), engine);
      const answer = await engine.resolve(tuple, seenFrom === undefined ? {} : { seenFrom });
      if (answer.is !== "found") return answer;
      return { is: "found", tuple: answer.tuple, pid: writePid(answer.pid), task: writeTask(answer, called) };
    },
    text: async ({ who = false, ...asked }) => writeReading(await engine.text({ ...asked, who }), called),
    connectionOwner: ({ clientPort, serverPort }) => {
      const uid = engine.connectionOwner(clientPort, serverPort);
      return Promise.resolve(uid === undefined ? {} : { uid });
    },
  };
}

/** Who lives and lived then already is remembered as who has ended. */
function writePast(answer: PastAnswer, engine: Engine): WireResolution {
  if (answer.is === "ended") {
    const tuples = answer.held.tuples.map(({ space: { id, name }, nr, provenance }) => ({
      space: id,
      nr,
      name,
      provenance,
    }));
    return { is: "remembered", life: answer.life, tuples };
  }
  if (answer.is !== "living") return answer;
  const task = engine.describe(answer.found);
  const life = { tuple: answer.found.tuple, name: task.name, start: new Date(answer.start).toISOString() };
  return { is: "remembered", life, tuples: task.tuples.map((tuple) => writeTuple(tuple, calledBy(engine))) };
}

type Waiting = Pick<Handlers, "waitFor" | "waited" | "endWait" | "go">;

function waiting(engine: Engine): Waiting {
  const called = calledBy(engine);
  const { waits } = engine;
  return {
    waitFor: (asked) => waits.begin(asked),
    waited: async ({ wait }) => {
      const answer = await waits.next(wait);
      return answer.is === "found" ? { ...writeHeld(answer, called), stopped: answer.stopped } : answer;
    },
    endWait: ({ wait }) => {
      waits.end(wait);
      return Promise.resolve(null);
    },
    go: ({ hold }) => {
      waits.go(hold);
      return Promise.resolve(null);
    },
  };
}

type Holding = Pick<Handlers, "hold" | "release" | "signal" | "plan" | "open" | "close" | "guard">;

function writeHeld({ hold, subject }: Held, called: Called) {
  const own = subject.task.tuples.at(-1)?.pid ?? subject.hold.pid;
  const task = writeTask({ task: subject.task, pid: own }, called);
  return { is: "found", hold, tuple: subject.tuple, task } as const;
}

function holding(engine: Engine): Holding {
  const called = calledBy(engine);
  return {
    hold: async ({ tuple, process }) => {
      const answer = await engine.hold(tuple, process === undefined ? {} : { process });
      return answer.is === "found" ? writeHeld(answer, called) : answer;
    },
    release: ({ hold }) => {
      engine.release(hold);
      return Promise.resolve(null);
    },
    signal: ({ hold, signal }) => Promise.resolve({ is: engine.signal(hold, signal) }),
    plan: async ({ hold, ...asked }) => {
      const plan = await engine.plan(hold, asked);
      return plan === "gone" ? { is: "gone" } : { is: "planned", plan };
    },
    open: async ({ hold, ...asked }) => writeOpened(await engine.open(hold, asked)),
    close: async ({ hold }) => {
      await engine.close(hold);
      return null;
    },
    guard: async ({ hold, port, tracer }) => {
      const by = tracer && readPid(tracer);
      const asked = { ...(port === undefined ? {} : { port }), ...(by ? { tracer: by } : {}) };
      return tracer && !by ? { is: "notTraced" } : writeGuard(await engine.guard(hold, asked));
    },
  };
}

type Changing = Pick<Handlers, "below" | "enter" | "name" | "watch">;

function changing(engine: Engine): Changing {
  const called = calledBy(engine);
  return {
    enter: async ({ space, namespaces }) => {
      const answer = await engine.enter(space, namespaces);
      return answer.is === "found" ? { ...answer, space: writeSpace(answer.space, called) } : answer;
    },
    below: async ({ tuple, task, path, want, offset = 0 }) =>
      writeBelow(
        await engine.below(tuple, task, path, want === "bytes" ? { offset } : want === "folder" ? want : "about"),
      ),
    name: async ({ space, name }) => {
      const answer = await engine.name(space, name);
      return answer.is === "named" ? { is: "named", space: writeSpace(answer.space, called) } : answer;
    },
    watch: async ({ on }) => {
      await engine.watch(on);
      return null;
    },
  };
}

/** Absent for a number that none can have. A space that does not exist is found out by who looks it up. */
function readPid({ space, nr }: WirePid): Pid | undefined {
  return pidIn(space as SpaceId, nr);
}
