/** `pspace tasks [SPACE]`: the tasks visible in a space, with their numbers there and in `host`. */
import { engineCommand, type Declare } from "../declare.ts";
import type { WireTask } from "../../protocol/wire.ts";
import { taskJson } from "../json.ts";
import { done, type Outcome } from "../outcome.ts";
import { outcomeOf } from "../prose.ts";
import { tableText, type Column } from "../table.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

const columns: readonly Column<WireTask>[] = [
  { title: "PID", of: (task) => task.pid.nr.toString(), right: true },
  { title: "HOST", of: (task) => task.host.nr.toString(), right: true },
  { title: "STATE", of: (task) => task.state },
  { title: "UID", of: (task) => task.uid.toString(), right: true },
  { title: "SPACE", of: (task) => task.tuples.find((tuple) => tuple.space === task.member)?.name ?? task.member },
  { title: "NAME", of: (task) => task.name },
  { title: "COMMAND", of: (task) => task.command.join(" ") },
];

export async function tasks(use: Use, space: string): Promise<Outcome> {
  const { asks } = await use.engine();
  const found = await asks.tasks({ space });
  if (found.is !== "found") return outcomeOf(found);
  if (use.json) await printJson(use, found.tasks.map(taskJson));
  else await use.print(tableText(found.tasks, columns, use.width));
  return done;
}

export const declareTasks: Declare = (program, run) => {
  engineCommand(program, "tasks", "print the tasks that are visible in a space")
    .argument("[space]", "the space", "host")
    .action((space: string, options: CommonOptions) => run(options, (use) => tasks(use, space)));
};
