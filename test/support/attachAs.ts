/**
 * A program of its own, bundled by the matrix test and run as each user: opens a way to one process and attaches, then
 * prints as JSON how that ended. Words: the process's number, the debugger, the folder of the sources, file, line.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import type { GateKeeper, Subject } from "../../src/engine/gates/gates.ts";
import { evaluate } from "../../src/engine/gates/inspectorTalk.ts";
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { shutGate } from "../../src/model/plan.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { breakIn, type Place } from "./breakpoint.ts";
import { subjectOf } from "./subject.ts";

/** `shut`: the gate that the plan named beforehand. `where`: the stop's line, or what Node calls itself. */
export interface Attempt {
  readonly shut?: string;
  readonly is: "hit" | "refused" | "failed";
  readonly where?: string;
  readonly why?: string;
}

interface Tools {
  readonly kernel: Kernel;
  readonly gates: GateKeeper;
  readonly subject: Subject;
  readonly place: Place;
}

async function useInspector(way: WayOf<Pid>): Promise<string> {
  const address = way.configuration["websocketAddress"];
  if (typeof address !== "string" || !way.tunnel) throw new Error("no inspector to talk to");
  const answer = await evaluate(way.tunnel.relay, new URL(address.replace("${port}", "1")).pathname, "process.pid");
  return String(answer?.value);
}

async function useAdapter(way: WayOf<Pid>, { kernel, gates, subject, place }: Tools): Promise<string> {
  const frame = await breakIn(gates, kernel, subject, way, place);
  return `${frame?.source?.path ?? "nowhere"}:${frame?.line ?? 0}`;
}

async function attempt(tools: Tools, name: string, sources: readonly string[]): Promise<Attempt> {
  const { gates, subject } = tools;
  const plan = await gates.plan(subject, { debugger: name, sources });
  const shut = plan === "gone" ? undefined : shutGate(plan.gates);
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-attach-"));
  try {
    const way = await gates.open(subject, { debugger: name, folder, sources });
    const foreseen = shut ? { shut: shut.name } : {};
    if (way.is !== "opened") return { ...foreseen, is: "refused", why: shut?.gate.why ?? JSON.stringify(way) };
    const where = name === "js-debug" ? await useInspector(way) : await useAdapter(way, tools);
    await gates.close(subject);
    return { ...foreseen, is: "hit", where };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const [nr, name = "", sources = "", file = "", line] = process.argv.slice(2);
  const kernel = openLinux();
  const subject = subjectOf(kernel, Number(nr));
  try {
    const tools = { kernel, gates: openGates(kernel), subject, place: { file, line: Number(line) } };
    process.stdout.write(JSON.stringify(await attempt(tools, name, [sources])));
  } catch (thrown) {
    process.stdout.write(JSON.stringify({ is: "failed", why: String(thrown) } satisfies Attempt));
  } finally {
    subject.hold.release();
  }
}

void main();
