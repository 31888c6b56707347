/** A world for the tests of plans: one task with these facts, in a kernel that answers about nothing else. */
import { openGates } from "../../../../src/engine/gates/attach.ts";
import type { GateKeeper } from "../../../../src/engine/gates/gates.ts";
import type { AttachFacts } from "../../../../src/engine/kernel/attachFacts.ts";
import type { Kernel } from "../../../../src/engine/kernel/kernel.ts";
import type { Missing } from "../../../../src/engine/kernel/missing.ts";
import { host } from "../../../../src/model/pid.ts";
import { factsOf, pidOf } from "./facts.ts";

export function gatesOver(facts: Partial<AttachFacts> | Missing): GateKeeper {
  const kernel = {
    host: () => ({ bootId: "b", bootTime: 0, self: pidOf(host, 5), hostname: "h", uid: 1002 }),
    readAttachFacts: () => (typeof facts === "string" ? facts : factsOf(facts)),
    readExecutable: () => "denied",
    copyExecutable: () => "denied",
    copyMapped: () => [],
    listStrays: () => [],
    rootOf: () => "/recorded/7022/root",
    readNumbers: () => [7022, 17],
    enterCommand: (_: unknown, which: readonly string[]) => ["enter", ...which, "--"],
    keepCommand: (_: unknown, command: readonly string[]) => command,
  } as unknown as Kernel;
  return openGates(kernel);
}
