/** The way to a port in the task's network namespace: a command that carries stdio there, one run per connection. Pure. */
import type { Gate } from "../../model/plan.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Pid } from "../../model/pid.ts";
import { capabilityThere } from "./access.ts";
import { capability, mayElevate, parseCredentials } from "./credentials.ts";
import { elevateLine } from "./cures.ts";
import { forRoot, shutGate } from "./gate.ts";
import type { Subject } from "./gates.ts";
import type { Inside } from "./inside.ts";
import { plainRelay } from "./relayScripts.ts";

export type NetworkEntry =
  /** It is our own network namespace. */
  | { readonly is: "same" }
  | { readonly is: "enter"; readonly which: readonly ("user" | "net")[] }
  /** By a program that is run beside the task, in its network already. */
  | { readonly is: "beside"; readonly command: readonly string[] }
  | { readonly is: "closed"; readonly why: string };

/** Entering takes CAP_SYS_ADMIN over the namespace: root's, or that of the owner of its user namespace. See setns(2). */
export function networkEntry(facts: AttachFacts, inside?: Inside): NetworkEntry {
  if (inside) return { is: "beside", command: inside.command };
  const theirs = facts.namespaces["net"];
  if (theirs === undefined) return { is: "closed", why: "its network namespace is not ours to look at" };
  if (theirs === facts.ownNamespaces["net"]) return { is: "same" };
  const right = capabilityThere(facts, parseCredentials(facts.ownStatus), capability.sysAdmin);
  if (right === "held") return { is: "enter", which: ["net"] };
  if (right === "owner") return { is: "enter", which: ["user", "net"] };
  return { is: "closed", why: "entering its network namespace takes CAP_SYS_ADMIN there" };
}

/** The port gate where the network cannot be entered. */
export function unreachableGate(facts: AttachFacts, subject: Subject, why: string): Gate {
  const own = parseCredentials(facts.ownStatus);
  const gate = shutGate(`Its debug port cannot be reached: ${why}.`, elevateLine(own, subject.container));
  return forRoot(gate, mayElevate(own));
}

/**
 * Program and arguments. The relay is this very Node (or an editor's, told to be one), from our own files: nothing
 * of the container's is needed.
 */
export function relayCommand(
  kernel: Pick<Kernel, "enterCommand">,
  target: Pid,
  entry: Exclude<NetworkEntry, { readonly is: "closed" }>,
  port: number,
  script = plainRelay,
): readonly string[] {
  if (entry.is === "beside") return [...entry.command, "-e", script, port.toString()];
  const enter = entry.is === "same" ? [] : kernel.enterCommand(target, entry.which);
  return [
    "env",
    "-u",
    "NODE_OPTIONS",
    "ELECTRON_RUN_AS_NODE=1",
    ...enter,
    process.execPath,
    "-e",
    script,
    port.toString(),
  ];
}
