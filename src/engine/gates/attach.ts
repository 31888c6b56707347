/** The four gates of one task: planned without a change, opened, closed again, and guarded. Composition; each gate is a file beside this one. */
import {
  debuggerNames,
  shutGate as firstShut,
  type DebuggerName,
  type Gate,
  type Gates,
  type Plan,
} from "../../model/plan.ts";
import type { Pid } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";
import type { OpenedOf, WayOf } from "../../model/way.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Missing } from "../kernel/missing.ts";
import { debuggerFor, debuggers } from "./debuggers/table.ts";
import type { Debugger } from "./debuggers/debugger.ts";
import { forRoot, openGate, shutGate } from "./gate.ts";
import type { GateKeeper, OpenAsk, PlanAsk, Subject } from "./gates.ts";
import { guardPort, guardSidecar, guardTracer } from "./guard.ts";
import { canLookInside, lookInside } from "./inside.ts";
import { languageOf } from "./language.ts";
import { insideNumberGate, numberGate, ownNumber, sidecarNumberGate } from "./number.ts";
import { hiddenGate } from "./permission.ts";
import { debugpyPort, isAdapterFor } from "./pythonLaunch.ts";
import { openScene, type Ours, type Scene } from "./scene.ts";
import { Turns } from "./turns.ts";

/** How often a task was opened, and by which debugger; what is undone is undone after the last. */
interface Opened {
  readonly debugger: Debugger;
  readonly asked: OpenAsk;
  readonly times: number;
}

/** Debuggers of which the part that traces can run in the task's PID namespace, entered or shared. */
const runsInside: readonly DebuggerName[] = ["lldb-dap", "codelldb", "gdb", "delve"];

/** Debuggers that work with debug information apart from the program. */
const readsSymbols: readonly DebuggerName[] = ["lldb-dap", "codelldb", "gdb", "cppdbg"];

function chosen(scene: Scene, word: string | undefined): Debugger | undefined {
  if (word === undefined) return debuggerFor(languageOf(scene.facts, scene.kind), scene);
  const name = debuggerNames.find((known) => known === word);
  return name && debuggers[name];
}

/** Where there is no sidecar, there is no place that a number could be for. */
function numberIn({ kernel, named, run, sidecar, subject, target }: Scene): Gate {
  if (sidecar && "why" in sidecar) return shutGate(sidecar.why, sidecar.cure);
  if (run === "host") return numberGate(subject, target, kernel.host());
  return run === "inside" ? insideNumberGate(subject, named) : sidecarNumberGate(subject, named);
}

async function planFor(scene: Scene, one: Debugger): Promise<Plan> {
  if (readsSymbols.includes(one.name)) await scene.seekSymbols();
  const { gates, configuration } = await one.plan(scene);
  const { subject, run } = scene;
  const number = numberIn(scene);
  const planned = { task: subject.tuple, debugger: one.name, configuration };
  if (run === "host" || runsInside.includes(one.name)) return { ...planned, gates: { number, ...gates } };
  const why = `${one.name} runs beside the editor and reaches the task through its port.`;
  return { ...planned, gates: { number, ...gates, port: shutGate(why, `Leave out "run": "${run}".`) } };
}

/** A word that names no debugger: the plan of the one that would be chosen, with its port gate shut. */
async function planUnknown(scene: Scene, word: string): Promise<Plan> {
  const plan = await planFor(scene, debuggerFor(languageOf(scene.facts, scene.kind), scene));
  const port = shutGate(`There is no debugger called "${word}".`, `Choose one of ${debuggerNames.join(", ")}.`);
  return { ...plan, gates: { ...plan.gates, port } };
}

/** Procfs shows nothing of the task to us. */
function planHidden(kernel: Kernel, subject: Subject): Plan {
  const gates: Gates = {
    number: numberGate(subject, targetOf(subject), kernel.host()),
    permission: forRoot(hiddenGate(subject, kernel.host().hides), true),
    files: forRoot(shutGate("Its files cannot be looked at."), true),
    port: openGate("Not looked at: the permission gate comes first."),
  };
  return { task: subject.tuple, debugger: "lldb-dap", gates, configuration: {} };
}

interface Tools {
  readonly kernel: Kernel;
  readonly ours: Map<TaskId, Ours>;
  readonly open: Map<TaskId, Opened>;
}

function targetOf(subject: Subject): Pid {
  return subject.task.process ?? subject.hold.pid;
}

function look({ kernel }: Tools, subject: Subject): AttachFacts | Missing {
  return subject.hold.alive() ? kernel.readAttachFacts(targetOf(subject)) : "absent";
}

async function plan(tools: Tools, subject: Subject, asked: PlanAsk): Promise<Plan | "gone"> {
  const facts = look(tools, subject);
  if (facts === "absent") return "gone";
  if (facts === "denied") return planHidden(tools.kernel, subject);
  const scene = await openScene(tools, subject, facts, asked);
  const one = chosen(scene, asked.debugger);
  const made = one ? await planFor(scene, one) : await planUnknown(scene, asked.debugger ?? "");
  return subject.hold.alive() ? made : "gone"; // what was read may have been its successor's
}

/** One that traces speaks the numbers of where it runs; one that speaks with something in the process, the process's own. */
function calledBy(way: WayOf<Pid>, scene: Scene): Pid {
  if (way.proof.by === "tracer") return scene.named;
  const numbers = scene.kernel.readNumbers(scene.target);
  return ownNumber(scene.subject, typeof numbers === "string" ? [] : numbers);
}

async function openWay(tools: Tools, subject: Subject, asked: OpenAsk): Promise<OpenedOf<Pid>> {
  const facts = look(tools, subject);
  if (facts === "absent") return { is: "gone" };
  if (facts === "denied") return { is: "refused", why: hiddenGate(subject, tools.kernel.host().hides).why };
  const scene = await openScene(tools, subject, facts, asked);
  const one = chosen(scene, asked.debugger);
  if (!one) return { is: "refused", why: `There is no debugger called "${asked.debugger}".` };
  const install = one.missing?.(scene);
  if (install !== undefined) return { is: "missing", debugger: one.name, install };
  const shut = firstShut((await planFor(scene, one)).gates);
  if (shut) return { is: "refused", why: [shut.gate.why, shut.gate.cure ?? ""].join(" ").trim() };
  const way = await one.open(scene, asked.folder);
  if (way.is !== "opened") return way;
  const { id } = subject.hold;
  tools.open.set(id, { debugger: one, asked, times: (tools.open.get(id)?.times ?? 0) + 1 });
  return subject.hold.alive() ? { ...way, called: calledBy(way, scene) } : { is: "gone" };
}

async function close(tools: Tools, subject: Subject): Promise<void> {
  const { id } = subject.hold;
  const opened = tools.open.get(id);
  if (!opened) return;
  if (opened.times > 1) {
    tools.open.set(id, { ...opened, times: opened.times - 1 });
    return;
  }
  tools.open.delete(id);
  const facts = look(tools, subject);
  if (typeof facts === "string") tools.ours.delete(id);
  else await opened.debugger.close?.(await openScene(tools, subject, facts, opened.asked));
}

/** The listener may be the task's own, or of debugpy's adapter for it. */
function guardListener({ kernel, ours }: Tools, subject: Subject, port: number): ReturnType<GateKeeper["guard"]> {
  const target = targetOf(subject);
  const facts = kernel.readAttachFacts(target);
  if (typeof facts !== "string" && canLookInside(subject, facts)) {
    return lookInside(kernel, subject, target, facts).then((inside) => ({
      is: inside?.listening.includes(port) === true ? "same" : "notTraced",
    }));
  }
  const folder = ours.get(subject.hold.id)?.folder;
  const listens = debugpyPort(kernel.readCommand(target));
  if (folder === undefined && listens === undefined) return guardPort(kernel, target, port);
  return guardPort(kernel, target, port, (command) => isAdapterFor(command, folder, listens));
}

/** Makes the gates over one kernel; keeps in mind what was opened until it is closed. */
export function openGates(kernel: Kernel): GateKeeper {
  const tools: Tools = { kernel, ours: new Map(), open: new Map() };
  const turns = new Turns(); // a task that is opened while it is being closed would be closed again under its debugger
  return {
    plan: (subject, asked) => plan(tools, subject, asked),
    open: (subject, asked) => turns.take(subject.hold.id, () => openWay(tools, subject, asked)),
    close: (subject) => turns.take(subject.hold.id, () => close(tools, subject)),
    guard: (subject, asked) => {
      if (!subject.hold.alive()) return { is: "gone" };
      const opened = tools.open.get(subject.hold.id)?.asked;
      if (asked.tracer && opened?.run === "sidecar") return guardSidecar(kernel, targetOf(subject), opened.folder);
      if (asked.tracer) return guardTracer(kernel, targetOf(subject), asked.tracer);
      return asked.port === undefined ? { is: "same" } : guardListener(tools, subject, asked.port);
    },
  };
}
