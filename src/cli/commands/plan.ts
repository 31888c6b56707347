/** `pspace plan TUPLE` prints the attach plan as data, `pspace doctor TUPLE` the same for people. Both change nothing. */
import { engineCommand, type Declare } from "../declare.ts";
import { debuggerNames, gateNames, runPlaces, type Plan } from "../../model/plan.ts";
import { whileHeld } from "../held.ts";
import { done, type Outcome } from "../outcome.ts";
import { noSuchDebugger, noSuchPlace, taskEnded } from "../prose.ts";
import { printable } from "../table.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

export interface PlanOptions {
  /** One of `debuggerNames`; absent: chosen from the task itself. */
  readonly debugger?: string;
  /** One of `runPlaces`; absent: on the host. */
  readonly run?: string;
  /** What a sidecar is made of. */
  readonly image?: string;
}

async function planned(
  use: Use,
  tuple: string,
  options: PlanOptions,
  show: (plan: Plan) => Promise<void>,
): Promise<Outcome> {
  const { debugger: name, run, image } = options;
  if (name !== undefined && !debuggerNames.some((known) => known === name)) return noSuchDebugger(name);
  if (run !== undefined && !runPlaces.some((known) => known === run)) return noSuchPlace(run);
  return whileHeld(use, tuple, true, async ({ hold }) => {
    const { asks } = await use.engine();
    const asked = {
      hold,
      sources: [process.cwd()],
      ...(name === undefined ? {} : { debugger: name }),
      ...(run ? { run } : {}),
      ...(image === undefined ? {} : { image }),
    };
    const answer = await asks.plan(asked);
    if (answer.is === "gone") return taskEnded(tuple);
    await show(answer.plan);
    return done;
  });
}

/** Four lines, one per gate: open or shut, why, and the smallest cure. */
export function doctorText(plan: Plan): string {
  const lines = gateNames.map((name) => {
    const { open, why, cure } = plan.gates[name];
    const remedy = open || cure === undefined ? "" : ` ${cure}`;
    return `${name.padEnd(10)}  ${open ? "open" : "shut"}  ${printable(`${why}${remedy}`)}\n`;
  });
  return lines.join("");
}

/** Readable JSON, or one line of it with `--json`. */
export function plan(use: Use, tuple: string, options: PlanOptions): Promise<Outcome> {
  return planned(use, tuple, options, (found) =>
    use.json ? printJson(use, found) : use.print(`${JSON.stringify(found, undefined, 2)}\n`),
  );
}

export function doctor(use: Use, tuple: string, options: PlanOptions): Promise<Outcome> {
  return planned(use, tuple, options, (found) => (use.json ? printJson(use, found) : use.print(doctorText(found))));
}

export const declarePlan: Declare = (program, run) => {
  const both = [
    { name: "plan", description: "print how a debugger gets to a task: the four gates, as data", act: plan },
    {
      name: "doctor",
      description: "say which gates are shut between a debugger and a task, why, and the cure",
      act: doctor,
    },
  ];
  for (const { name, description, act } of both) {
    engineCommand(program, name, description)
      .argument("<tuple>", "the task, as SPACE:NUMBER")
      .option("--debugger <debugger>", "which debugger (default: chosen from the task)")
      .option("--run <place>", "where the debugger runs: host, inside or sidecar (default: host)")
      .option("--image <image>", "what a sidecar is made of: a local image that has a debug server")
      .action((tuple: string, options: CommonOptions & PlanOptions) => run(options, (use) => act(use, tuple, options)));
  }
};
