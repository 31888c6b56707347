/**
 * Whether the kernel will let us trace a task, and if not, by which of its rules: ptrace(2), "Ptrace access mode
 * checking", in the kernel's own order. Pure; asks nothing, changes nothing.
 */
import type { Pid } from "../../model/pid.ts";
import type { AttachFacts } from "../kernel/attachFacts.ts";
import { capabilitiesIn, capability, has, parseCredentials, type Credentials } from "./credentials.ts";

export type Access =
  /** `join`: our right is that of the owner of its user namespace; files are only ours once we have joined it. */
  | { readonly is: "allowed"; readonly by: "root" | "sameUser" | "owner"; readonly join: boolean }
  | { readonly is: "ourselves" }
  | { readonly is: "kernelThread" }
  | { readonly is: "exited" }
  | { readonly is: "frozen" }
  | { readonly is: "traced"; readonly name: string; readonly pid: Pid }
  | { readonly is: "otherUser"; readonly uid: number; readonly ownUid: number; readonly foreignNamespace: boolean }
  /** Same user, but it may do more than we may. */
  | { readonly is: "stronger"; readonly capabilities: readonly string[] }
  | { readonly is: "notDumpable" }
  /** Our own place refuses the very call, whoever the task is. */
  | { readonly is: "filtered" }
  | { readonly is: "yama"; readonly scope: number }
  /** Every rule we know allows it, and the kernel still refuses to let us look: a security module. */
  | { readonly is: "securityModule"; readonly label?: string };

export type Refused = Exclude<Access, { readonly is: "allowed" }>;

/**
 * Whether `bit` is ours in the task's user namespace: in our own by what we hold, in one that a user of our own
 * namespace made by being that user; see user_namespaces(7), "Capabilities".
 */
export function capabilityThere(facts: AttachFacts, own: Credentials, bit: bigint): "held" | "owner" | undefined {
  const home = facts.ownNamespaces["user"];
  const chain = facts.userNamespaces.length > 0 ? facts.userNamespaces : [{ link: facts.namespaces["user"] }];
  for (const [index, space] of chain.entries()) {
    if (space.link === home) return has(own.effective, bit) ? "held" : undefined;
    const ownedByUs = "owner" in space && space.owner === own.uids[1];
    if (ownedByUs && chain[index + 1]?.link === home) return "owner";
  }
  // The chain could not be read to its end: what we hold at home counts in every namespace below.
  return has(own.effective, bit) ? "held" : undefined;
}

/** Real ids count when attaching (PTRACE_MODE_REALCREDS): ours must equal all three of the task's. */
function sameUser(own: Credentials, theirs: Credentials): boolean {
  const [uid, gid] = [own.uids[0], own.gids[0]];
  return theirs.uids.slice(0, 3).every((id) => id === uid) && theirs.gids.slice(0, 3).every((id) => id === gid);
}

/** What makes tracing impossible for anybody, or senseless. */
export function obstacle(facts: AttachFacts, theirs: Credentials, itself: boolean): Refused | undefined {
  if (theirs.kernelThread) return { is: "kernelThread" };
  if ("ZX".includes(theirs.state)) return { is: "exited" };
  if (itself) return { is: "ourselves" };
  if (facts.frozen) return { is: "frozen" };
  return facts.tracer && { is: "traced", name: facts.tracer.name, pid: facts.tracer.pid };
}

/** In another user namespace than ours: by its link or, where that is closed to us, by its map. */
function inForeignNamespace(facts: AttachFacts): boolean {
  const theirs = facts.namespaces["user"];
  if (theirs !== undefined) return theirs !== facts.ownNamespaces["user"];
  return facts.uidMap.trim() !== "" && !/^\s*0\s+0\s+4294967295\s*$/.test(facts.uidMap);
}

/** The rule that refuses an ordinary user; undefined when none does. */
function refusal(facts: AttachFacts, own: Credentials, theirs: Credentials): Refused | undefined {
  const foreignNamespace = inForeignNamespace(facts);
  if (!sameUser(own, theirs)) {
    return { is: "otherUser", uid: theirs.uids[1] ?? -1, ownUid: own.uids[0] ?? -1, foreignNamespace };
  }
  if (facts.owner === 0 && theirs.uids[1] !== 0) return { is: "notDumpable" };
  const more = theirs.permitted & ~own.permitted;
  if (foreignNamespace || more !== 0n) return { is: "stronger", capabilities: capabilitiesIn(more) };
  return facts.yama === 1 || facts.yama === 2 ? { is: "yama", scope: facts.yama } : undefined;
}

/** `itself`: the task is the engine. */
export function accessTo(facts: AttachFacts, itself: boolean): Access {
  const own = parseCredentials(facts.ownStatus);
  const theirs = parseCredentials(facts.status);
  const first = obstacle(facts, theirs, itself);
  if (first) return first;
  if (facts.ownFilter) return { is: "filtered" };
  if (facts.yama === 3) return { is: "yama", scope: 3 };
  const privileged = capabilityThere(facts, own, capability.sysPtrace);
  const refused = privileged ? undefined : refusal(facts, own, theirs);
  if (refused) return refused;
  // Reading the link takes the same right to the task, less Yama; so it proves what was reckoned.
  if (facts.namespaces["user"] === undefined) return unexplained(facts, own, theirs);
  const by = privileged === "held" ? "root" : privileged === "owner" ? "owner" : "sameUser";
  return { is: "allowed", by, join: by === "owner" };
}

/** The kernel would not let us look, though by what we read it should. */
function unexplained(facts: AttachFacts, own: Credentials, theirs: Credentials): Access {
  const more = theirs.permitted & ~own.permitted;
  if (!has(own.effective, capability.sysPtrace) && more !== 0n)
    return { is: "stronger", capabilities: capabilitiesIn(more) };
  return { is: "securityModule", ...(facts.label === undefined ? {} : { label: facts.label }) };
}

/** Why we may not signal it; undefined when we may. Our real or effective user must be its real or saved one, see kill(2). */
export function signalRight(facts: AttachFacts): Refused | undefined {
  const own = parseCredentials(facts.ownStatus);
  const theirs = parseCredentials(facts.status);
  const same = [own.uids[0], own.uids[1]].some((uid) => uid === theirs.uids[0] || uid === theirs.uids[2]);
  if (same || capabilityThere(facts, own, capability.kill)) return undefined;
  return {
    is: "otherUser",
    uid: theirs.uids[1] ?? -1,
    ownUid: own.uids[0] ?? -1,
    foreignNamespace: inForeignNamespace(facts),
  };
}
