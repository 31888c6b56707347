/**
 * A program of its own, bundled by the matrix test and run as each user: opens a way to one process and attaches, then
 * prints as JSON how that ended. Words: the process's number, the debugger, the folder of the sources, file, line
 * and, where the container matters, `engine`, then where the debugger runs and, of a sidecar, the image.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import type { GateKeeper, PlanAsk, Subject } from "../../src/engine/gates/gates.ts";
import { openEngine } from "../../src/engine/open.ts";
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { shutGate } from "../../src/model/plan.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { breakIn, type Place } from "./breakpoint.ts";
import { breakInNode } from "./inspectorBreak.ts";
import { stopInJdb } from "./jdb.ts";
import { subjectOf } from "./subject.ts";

/** `shut`: the gate that the plan named beforehand. `where`: the stop as the user's file and line; Java knows its class alone. */
export interface Attempt {
  readonly shut?: string;
  readonly is: "hit" | "reached" | "refused" | "failed";
  readonly where?: string;
  readonly why?: string;
}

interface Tools {
  readonly kernel: Kernel;
  readonly gates: GateKeeper;
  readonly subject: Subject;
  readonly place: Place;
}

async function useInspector(way: WayOf<Pid>, { place }: Tools): Promise<string> {
  return breakInNode(way, path.basename(place.file), place.line);
}

async function useJdb(way: WayOf<Pid>, { place }: Tools): Promise<string> {
  if (!way.tunnel) throw new Error("no port to talk to");
  const said = await stopInJdb(way.tunnel.relay, `${path.basename(place.file, ".java")}:${place.line}`);
  const [, name = "nowhere", line = "0"] = /Breakpoint hit[^]*? (\w+)\.\w+\(\), line=(\d+)/.exec(said) ?? [];
  return `${path.join(path.dirname(place.file), name)}.java:${line}`;
}

async function useAdapter(way: WayOf<Pid>, { kernel, gates, subject, place }: Tools): Promise<string> {
  const frame = await breakIn(gates, kernel, subject, way, place);
  return `${frame?.source?.path ?? "nowhere"}:${frame?.line ?? 0}`;
}

/** Debuggers whose adapter is an editor's own are stood in for; all others are the real ones. */
const stopBy: Readonly<Record<string, typeof useAdapter>> = { "js-debug": useInspector, java: useJdb };

async function attempt(tools: Tools, name: string, asked: Omit<PlanAsk, "debugger">): Promise<Attempt> {
  const { gates, subject } = tools;
  const plan = await gates.plan(subject, { ...asked, debugger: name });
  const shut = plan === "gone" ? undefined : shutGate(plan.gates);
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-attach-"));
  try {
    const way = await gates.open(subject, { ...asked, debugger: name, folder });
    const foreseen = shut ? { shut: shut.name } : {};
    if (way.is !== "opened") return { ...foreseen, is: "refused", why: shut?.gate.why ?? JSON.stringify(way) };
    const where = await (stopBy[name] ?? useAdapter)(way, tools);
    await gates.close(subject);
    return { ...foreseen, is: "hit", where };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With its container, as a whole engine knows it: its runtimes are asked as this user. */
async function subjectByEngine(nr: string): Promise<Subject> {
  const state = mkdtempSync(path.join(tmpdir(), "pspace-state-"));
  process.on("exit", () => {
    rmSync(state, { recursive: true, force: true });
  });
  const held = await openEngine({ state }).hold(`host:${nr}`, { process: true });
  if (held.is !== "found") throw new Error(JSON.stringify(held));
  return held.subject;
}

async function main(): Promise<void> {
  const [nr, name = "", sources = "", file = "", line, by, run, image] = process.argv.slice(2);
  const kernel = openLinux();
  const subject = by === "engine" ? await subjectByEngine(nr ?? "") : subjectOf(kernel, Number(nr));
  try {
    const place = { ...(run === undefined ? {} : { run }), ...(image === undefined ? {} : { image }) };
    const tools = { kernel, gates: openGates(kernel), subject, place: { file, line: Number(line) } };
    process.stdout.write(JSON.stringify(await attempt(tools, name, { sources: [sources], ...place })));
  } catch (thrown) {
    process.stdout.write(JSON.stringify({ is: "failed", why: String(thrown) } satisfies Attempt));
  } finally {
    subject.hold.release();
  }
}

void main();
