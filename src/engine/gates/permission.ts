/** The permission gate: may we trace the task, which rule refuses, and the smallest cure. Decided before anything is started. Pure. */
import type { Gate } from "../../model/plan.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import { accessTo, obstacle, signalRight, type Refused } from "./access.ts";
import { mayElevate, parseCredentials } from "./credentials.ts";
import { elevateLine, filterLine, thawLine, unconfineLine } from "./cures.ts";
import { forRoot, openGate, shutGate } from "./gate.ts";
import type { Subject } from "./gates.ts";

const allowedBecause = {
  root: "we may trace every task here (CAP_SYS_PTRACE)",
  sameUser: "it is our own user's, and may do no more than we may",
  owner: "we own its user namespace",
} as const;

function sentenceFor(refused: Refused, name: string): string {
  switch (refused.is) {
    case "ourselves":
      return `${name} is PID Spaces itself.`;
    case "kernelThread":
      return `${name} is a thread of the kernel: no debugger can attach to it.`;
    case "exited":
      return `${name} has exited and only waits to be collected by its parent.`;
    case "frozen":
      return `${name} is paused: a debugger would hang on it.`;
    case "traced":
      return `${name} is already traced by ${refused.name} (${refused.pid.space}:${refused.pid.nr}); a task has one tracer at a time.`;
    case "otherUser":
      return `${name} belongs to user ${refused.uid}, and we are user ${refused.ownUid}${refused.foreignNamespace ? " and do not own its user namespace" : ""}.`;
    case "stronger":
      return refused.capabilities.length > 0
        ? `${name} has capabilities that we lack: ${refused.capabilities.join(", ")}.`
        : `${name} is in a user namespace that we do not own.`;
    case "notDumpable":
      return `${name} is not dumpable: it changed its user, or its program may not be read.`;
    case "filtered":
      return `${name} cannot be traced from here: the seccomp filter of the place that the debugger would run in refuses ptrace(2).`;
    case "yama":
      return yamaSentence(name, refused.scope);
    case "securityModule":
      return `A security module keeps us from ${name}${refused.label === undefined ? "" : `, which runs as ${refused.label}`}.`;
  }
}

function yamaSentence(name: string, scope: number): string {
  const rule = scope === 1 ? "only a task's ancestors" : scope === 2 ? "only root" : "nobody";
  return `${name} cannot be traced: kernel.yama.ptrace_scope is ${scope}, so that ${rule} may.`;
}

function cureFor(refused: Refused, facts: AttachFacts, subject: Subject): string | undefined {
  const own = parseCredentials(facts.ownStatus);
  const { container } = subject;
  switch (refused.is) {
    case "ourselves":
    case "kernelThread":
    case "exited":
      return undefined;
    case "frozen":
      return thawLine(container);
    case "traced":
      return `End the session of ${refused.name} first.`;
    case "otherUser":
      return elevateLine(own, container, refused.foreignNamespace ? "" : `, or as user ${refused.uid}`);
    case "stronger":
    case "notDumpable":
      return elevateLine(own, container);
    case "filtered":
      return filterLine;
    case "yama":
      return yamaCure(refused.scope, own.noNewPrivileges);
    case "securityModule":
      return unconfineLine(container, refused.label);
  }
}

/** For this one program before for all of them; scope 3 cannot be lowered before the next boot. */
function yamaCure(scope: number, noNewPrivileges: boolean): string {
  if (scope >= 3) return "Set kernel.yama.ptrace_scope to 2 or less for the next boot: 3 cannot be taken back.";
  const elevated = noNewPrivileges ? "" : "Attach elevated (sudo)";
  if (scope === 2) return elevated ? `${elevated}.` : "Lower it for all: sysctl kernel.yama.ptrace_scope=1.";
  const itself = "let this one program call prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY)";
  return `${elevated ? `${elevated}, or ${itself}` : `L${itself.slice(1)}`}; lowering it for all is the last resort.`;
}

/** Rules that do not hold for root. Yama's third does; a security module's word is its own. */
const notForRoot: readonly Refused["is"][] = ["otherUser", "stronger", "notDumpable", "yama"];

function shutBy(refused: Refused, facts: AttachFacts, subject: Subject): Gate {
  const gate = shutGate(sentenceFor(refused, subject.tuple), cureFor(refused, facts, subject), { refused: refused.is });
  const forAll = refused.is === "yama" && refused.scope >= 3;
  return forRoot(gate, notForRoot.includes(refused.is) && !forAll && mayElevate(parseCredentials(facts.ownStatus)));
}

/** `settings.join`: enter the task's user namespace first. */
export function permissionGate(facts: AttachFacts, subject: Subject, itself: boolean): Gate {
  const access = accessTo(facts, itself);
  if (access.is === "allowed") {
    return openGate(`${subject.tuple} may be traced: ${allowedBecause[access.by]}.`, { join: access.join });
  }
  return shutBy(access, facts, subject);
}

/** When procfs would tell us nothing at all of a task that is there. */
export function hiddenGate(subject: Subject, option: string | undefined): Gate {
  return shutGate(
    `${subject.tuple} is hidden from us: procfs is mounted with hidepid=${option ?? "?"}.`,
    "Attach elevated (sudo), or join the group that its gid= option names.",
    { refused: "hidden" },
  );
}

/** For debuggers that trace nothing: whether the task can answer and, with `signals`, may be signalled. */
export function signalGate(facts: AttachFacts, subject: Subject, itself: boolean, signals: boolean): Gate {
  const stuck = obstacle(facts, parseCredentials(facts.status), itself);
  if (stuck && stuck.is !== "traced") {
    return shutBy(stuck, facts, subject);
  }
  const refused = signals ? signalRight(facts) : undefined;
  if (refused) return shutBy(refused, facts, subject);
  return openGate(
    signals
      ? `${subject.tuple} may be signalled by us.`
      : `${subject.tuple} is debugged through a port: nothing is traced.`,
  );
}
