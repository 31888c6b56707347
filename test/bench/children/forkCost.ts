/** Prints the microseconds that an engine spends on one fork and exit, on a recorded machine of so many tasks. */
import { Engine } from "../../../src/engine/engine.ts";
import { openGates } from "../../../src/engine/gates/attach.ts";
import { openRecorded } from "../../../src/engine/kernel/recorded.ts";
import type { RecordedTask, Recording } from "../../../src/engine/kernel/recording.ts";
import { Names } from "../../../src/engine/names.ts";
import { sayTook, tookEach } from "../measure.ts";
import { host, pidIn, type Pid } from "../../../src/model/pid.ts";

const root = "pid:[4026531836]";
const each = 20;
const forks = 2000;

const linkOf = (space: number): string => `pid:[${4_026_600_000 + space}]`;

function taskAt(nr: number): RecordedTask {
  const space = Math.floor(nr / each);
  const numbers = [nr, (nr % each) + 1];
  return { numbers, namespace: linkOf(space), name: "task", start: nr, parent: 1, cgroup: `0::/c${space}\n` };
}

function machineOf(tasks: number): Recording {
  const spaces = Math.ceil(tasks / each) + 1;
  const namespaces = Object.fromEntries(
    Array.from({ length: spaces }, (_, space) => [linkOf(space), { parent: root, unique: `${space + 1}` }]),
  );
  const first: RecordedTask = { numbers: [1], namespace: root, name: "init", start: 1 };
  const rest = Array.from({ length: tasks }, (_, index) => taskAt(index + each));
  const host = { bootId: "recorded", bootTime: 0, rootNamespace: root, self: 1, hostname: "recorded", uid: 0 };
  return { about: "many tasks", host, translates: true, namespaces, tasks: [first, ...rest] };
}

function at(nr: number): Pid {
  const pid = pidIn(host, nr);
  if (!pid) throw new Error(`${nr} is no number`);
  return pid;
}

export async function forkCostChild(tasks: string): Promise<void> {
  const kernel = openRecorded(machineOf(Number(tasks)));
  const runtimes = {
    containerOf: () => undefined,
    readLabels: () => Promise.resolve({ byContainer: new Map(), bySpace: new Map() }),
  };
  const engine = new Engine({ kernel, runtimes, gates: openGates(kernel), names: new Names(undefined) });
  await engine.watch(true);
  let told = (): void => undefined;
  engine.onChange(() => {
    told();
  });
  const next = (): Promise<void> => new Promise((resolve) => (told = resolve));
  const one = async (nr: number): Promise<void> => {
    const pid = at(nr);
    kernel.put({ ...taskAt(40), numbers: [nr, 100], start: nr });
    const born = next();
    kernel.emit([{ is: "fork", at: nr * 10, pid, process: pid, parent: at(1) }]);
    await born;
    kernel.remove(pid.nr);
    const gone = next();
    kernel.emit([{ is: "exit", at: nr * 10, pid, process: pid, ending: { code: 0 } }]);
    await gone;
  };
  const many = async (from: number): Promise<void> => {
    for (let fork = 0; fork < forks / 2; fork++) await one(from + fork);
  };
  await many(900_000);
  const time = await tookEach(forks / 2, () => many(950_000));
  engine.stop();
  console.log(sayTook(time));
}
