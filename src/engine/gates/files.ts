/** The files gate: the program, its sources, and which folder of the user's they are. */
import type { Gate } from "../../model/plan.ts";
import { mayElevate, parseCredentials } from "./credentials.ts";
import { forRoot, openGate, shutGate } from "./gate.ts";
import type { Scene } from "./scene.ts";
import type { Mapped } from "./sourceMap.ts";

/** What is known of a native program's sources; empty without debug information. */
export function nativeSources(scene: Scene): readonly Mapped[] {
  const compiled = scene.compiled();
  return compiled ? scene.match(compiled.files) : [];
}

function sayMapped(mapped: readonly Mapped[]): string {
  return mapped.map(({ inside, host }) => `${inside} is ${host}`).join(", ");
}

/** One sentence on how a program can be debugged. */
function sayProgram(scene: Scene, mapped: readonly Mapped[]): string {
  const compiled = scene.compiled();
  const kind = scene.kind();
  if (!kind) return "Its program is no 64-bit ELF file: no source lines, no symbols.";
  if (!compiled) {
    return kind.symbols
      ? "Its program has symbols but no debug information: breakpoints by function name only."
      : "Its program is stripped: no source lines, and only exported names.";
  }
  const apart = scene.apart();
  if (apart) return `Its debug information is in ${apart.file}, found by its build id.`;
  if (mapped.length > 0) return `Its sources were found: ${sayMapped(mapped)}.`;
  const folder = compiled.folders[0] ?? compiled.files[0];
  return `It was compiled in ${folder ?? "an unknown folder"}, of which nothing is in the folders that are open here.`;
}

/** For debuggers of native programs: the private copy, the root to search and the source map. */
export function nativeFiles(scene: Scene): Gate {
  const { facts, kernel, target } = scene;
  if (facts.executable === "denied" || facts.executable === "absent") {
    const gate = shutGate("Its program cannot be read by us.", "It can be once the permission gate is open.");
    return forRoot(gate, facts.executable === "denied" && mayElevate(parseCredentials(facts.ownStatus)));
  }
  const mapped = nativeSources(scene);
  const deleted = facts.executable.endsWith(" (deleted)");
  return openGate(sayProgram(scene, mapped), {
    executable: facts.executable,
    root: kernel.rootOf(target),
    sourceMap: mapped.map(({ inside, host }) => [inside, host]),
    ...(deleted ? { deleted } : {}),
  });
}

/** For interpreted languages: only where the sources lie. */
export function scriptFiles(scene: Scene, scripts: readonly string[]): Gate {
  const mapped = scene.match(scripts);
  const [script] = scripts;
  const why =
    mapped.length > 0
      ? `Its sources were found: ${sayMapped(mapped)}.`
      : script === undefined
        ? "It runs no file of its own; sources are read from the task itself."
        : `Nothing that is open here is ${script}; sources are read from the task itself where the debugger can.`;
  return openGate(why, { scripts, sourceMap: mapped.map(({ inside, host }) => [inside, host]) });
}
