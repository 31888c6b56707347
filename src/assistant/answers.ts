/** What a language model reads of an answer: JSON with a number beside its space each time, cut where it is long. Pure. */
import type { Plan } from "../model/plan.ts";
import { gateNames } from "../model/plan.ts";
import type { WireResolution, WireSpace, WireTask, WireTasks } from "../protocol/wire.ts";

/** Tasks of a list that are told; a model reads no thousands. */
const most = 200;
/** Characters of a command line. */
const longest = 300;

const taskOf = (task: WireTask): object => ({
  name: task.name,
  state: task.state,
  command: task.command.join(" ").slice(0, longest),
  start: task.start,
  tuples: task.tuples.map(({ name, nr }) => `${name}:${nr.toString()}`),
});

/** How a lookup ended. `pid` is the number with the space that it counts in. */
export function resolutionText(resolution: WireResolution): string {
  if (resolution.is !== "found") return JSON.stringify(resolution);
  const { tuple, pid, task } = resolution;
  return JSON.stringify({ is: "found", tuple, seenAs: `${pid.space}:${pid.nr.toString()}`, task: taskOf(task) });
}

/** Every space, as a model would write it in a tuple. */
export function spacesText(spaces: readonly WireSpace[]): string {
  return JSON.stringify(
    spaces.map(({ reference, runtime, group, parent, tasks, flags }) => ({
      space: reference,
      runtime,
      group: group?.name,
      parent,
      tasks,
      flags,
    })),
  );
}

/** The tasks of a space, under their numbers there. */
export function tasksText(space: string, answer: WireTasks): string {
  if (answer.is !== "found") return JSON.stringify(answer);
  const tasks = answer.tasks
    .slice(0, most)
    .map((task) => ({ tuple: `${space}:${task.pid.nr.toString()}`, ...taskOf(task) }));
  return JSON.stringify({ is: "found", tasks, leftOut: answer.tasks.length - tasks.length });
}

/** The four gates, without the settings that only a debugger reads. */
export function planText(plan: Plan): string {
  const gates = Object.fromEntries(
    gateNames.map((name) => {
      const { open, why, cure } = plan.gates[name];
      return [name, { open, why, cure }];
    }),
  );
  return JSON.stringify({ task: plan.task, debugger: plan.debugger, gates });
}
