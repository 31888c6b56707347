/** A program of its own, bundled by the permission test and run as each user: prints what the gates say of each number, as JSON. */
import { openGates } from "../../src/engine/gates/attach.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { subjectOf } from "./subject.ts";

async function verdictOf(nr: number): Promise<string> {
  const kernel = openLinux();
  const subject = subjectOf(kernel, nr);
  try {
    const plan = await openGates(kernel).plan(subject, { debugger: "cppdbg", sources: [] });
    if (plan === "gone") return "exited";
    const { open, settings } = plan.gates.permission;
    return open ? "allowed" : String(settings["refused"]);
  } finally {
    subject.hold.release();
  }
}

async function main(): Promise<void> {
  const verdicts: Record<string, string> = {};
  for (const word of process.argv.slice(2)) verdicts[word] = await verdictOf(Number(word));
  process.stdout.write(JSON.stringify(verdicts));
}

void main();
