/** Random histories of the journal: what happened, as a simple model says it, and as the journal wrote it. */
import fc from "fast-check";
import type { JournalFile } from "../../../../src/engine/journal/file.ts";
import type { JournalLock } from "../../../../src/engine/journal/lock.ts";
import { JournalWriter } from "../../../../src/engine/journal/writer.ts";
import { host, pidIn } from "../../../../src/model/pid.ts";
import type { Space } from "../../../../src/model/space.ts";
import { taskId } from "../../../../src/model/task.ts";

export const space: Space = {
  id: host,
  identity: "boot/host",
  name: "host",
  numbering: host,
  depth: 0,
  flags: { virtualPids: true, allSeeing: true },
  tasks: 0,
  provenance: "kernel",
};

export const numbers = [1, 2, 3] as const;

/** `does` at a number, after a while (milliseconds). */
export interface Step {
  readonly after: number;
  readonly does: "birth" | "death" | "rename" | "restart" | "lost" | "flush";
  readonly nr: number;
}

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 400 }),
    does: fc.constantFrom("birth", "birth", "birth", "death", "death", "death", "rename", "restart", "lost", "flush"),
    nr: fc.constantFrom(...numbers),
  } as const),
  { minLength: 1, maxLength: 60 },
);

export interface Life {
  readonly nr: number;
  name: string;
  readonly start: number;
  end: number;
}

/** What is true. */
export interface History {
  /** Everybody who ended while somebody watched, and (with an end that never comes) who lives. */
  readonly lives: readonly Life[];
  /** When the watching began or was broken. */
  readonly breaks: readonly number[];
  readonly now: number;
}

const freeLock = { take: () => true, release: () => undefined } as unknown as JournalLock;

/** Lives through the steps, with a writer that writes what a watching engine would tell it. */
export function live(file: JournalFile, history: readonly Step[]): History {
  let now = 1_700_000_000_000;
  let count = 0;
  const lives: Life[] = [];
  const breaks = [now];
  const open = (): JournalWriter =>
    new JournalWriter({
      file,
      lock: freeLock,
      boot: "boot",
      now: () => now,
      startOf: ({ start }) => Date.parse(start),
    });
  let writer = open();
  writer.begin([space], true);
  const deeds: Readonly<Record<Step["does"], (nr: number, life: Life | undefined) => void>> = {
    birth: (nr, life) => {
      if (!life) lives.push({ nr, name: `t${(count += 1)}`, start: now, end: Number.POSITIVE_INFINITY });
    },
    rename: (_, life) => {
      if (life) life.name = `renamed${(count += 1)}`;
    },
    death: (_, life) => {
      if (!life) return;
      life.end = now;
      writer.add(change(life));
    },
    lost: () => {
      breaks.push(now);
      writer.broken();
    },
    flush: () => {
      writer.flush();
    },
    restart: () => {
      writer.end();
      breaks.push((now += 100));
      writer = open();
      writer.begin([space], true);
    },
  };
  for (const { after, does, nr } of history) {
    now += after;
    const life = lives.find((one) => one.nr === nr && one.end === Number.POSITIVE_INFINITY);
    deeds[does](nr, life);
  }
  now += 50;
  writer.end();
  return { lives, breaks, now };
}

function change({ nr, name, start }: Life) {
  const pid = pidIn(host, nr);
  if (!pid) throw new Error(`${nr} is no number`);
  const tuples = [{ pid, provenance: "kernel" } as const];
  const task = { id: taskId(`${nr}-${start}`), name, start: new Date(start).toISOString(), tuples };
  return { generation: 1, spaces: [], goneSpaces: [], tasks: [], goneTasks: [task] };
}
