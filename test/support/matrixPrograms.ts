/**
 * What runs in each container of the matrix: one program for each kind of debugger, and the launcher that starts them.
 * All of it lies in one folder that is mounted as /app; nothing in it needs a shell, or a library that is not mounted.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DebuggerName } from "../../src/model/plan.ts";
import { buildGo, unoptimised } from "./goProgram.ts";
import { whyNot } from "./run.ts";

export interface MatrixProgram {
  /** As it is run inside; `mark` tells apart what is run more than once. */
  readonly command: (mark: string) => readonly string[];
  /** The user's copy of its source, and the line to stop at. */
  readonly file: string;
  readonly line: number;
  readonly debuggers: readonly DebuggerName[];
  /** Once per process: each user gets one to put a debugger into. */
  readonly once?: boolean;
  /** Its command name when it has begun; absent where its debugger's port says so. */
  readonly begun?: string;
  readonly missing?: string;
}

export interface MatrixPrograms {
  readonly all: readonly MatrixProgram[];
  readonly sources: string;
  /** Words of `docker run` and `podman run`. */
  readonly mounts: readonly string[];
  readonly remove: () => void;
}

const programs = path.resolve("test/support/programs");
const python = "/usr/bin/python3";
const libraries = "/usr/lib/x86_64-linux-gnu";

/** The folder of a JDK, and what its links lead to outside of it. */
function javaPlaces(): readonly string[] {
  const home = path.resolve(realpathSync("/usr/bin/java"), "../..");
  const own = realpathSync(path.join(home, "lib/jvm.cfg"));
  return own.startsWith(home) ? [home] : [home, path.dirname(own)];
}

function lineOf(file: string, words: RegExp): number {
  return (
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => words.test(text)) + 1
  );
}

/** Compiles in a folder of the same depth as, but not, the one in which the sources are afterwards. */
function build(folder: string, sources: string): void {
  const built = path.join(folder, "build/app");
  mkdirSync(built, { recursive: true });
  for (const name of ["native.c", "counter.go", "counter.js", "counter.py", "Counter.java"])
    for (const place of [built, sources]) copyFileSync(path.join(programs, name), path.join(place, name));
  const gcc = (...words: readonly string[]): unknown => execFileSync("gcc", ["-static", ...words], { cwd: built });
  gcc("-o", path.join(sources, "launch"), path.join(programs, "launch.c"));
  gcc("-g", "-O0", "-o", path.join(sources, "native"), "native.c", "-lpthread");
  if (whyNot("go") === undefined) buildGo(built, "counter.go", path.join(sources, "go"), unoptimised);
  if (whyNot("javac") === undefined) execFileSync("javac", ["-g", "-d", sources, "Counter.java"], { cwd: built });
}

export function makeMatrixPrograms(): MatrixPrograms {
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-programs-"));
  const sources = path.join(folder, "checkout");
  mkdirSync(sources);
  build(folder, sources);
  for (const each of [folder, sources]) chmodSync(each, 0o755);
  const java = whyNot("java", "jdb", "javac");
  const places = [libraries, ...(java === undefined ? javaPlaces() : []), ...pythonPlaces()];
  const mounts = [`${sources}:/app:ro`, ...places.map((place) => `${place}:${place}:ro`)];
  return {
    all: table(sources, java),
    sources,
    mounts: mounts.flatMap((mount) => ["--volume", mount]),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pythonPlaces(): readonly string[] {
  if (!existsSync(python)) return [];
  const program = realpathSync(python);
  return [program, path.join("/usr/lib", path.basename(program))];
}

function table(sources: string, java: string | undefined): readonly MatrixProgram[] {
  const at = (name: string, words = /^\s*(const )?(int )?return doubled|^\s*return doubled/) => {
    const file = path.join(sources, name);
    return { file, line: lineOf(file, words) };
  };
  const jdwp = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005";
  const go = whyNot("go");
  return [
    { command: () => ["/app/native"], debuggers: ["lldb-dap", "gdb"], ...at("native.c", /rounds = round/) },
    { command: () => ["/app/go"], debuggers: ["delve"], ...at("counter.go"), ...(go ? { missing: go } : {}) },
    { command: () => ["/usr/bin/node", "/app/counter.js"], debuggers: ["js-debug"], ...at("counter.js") },
    {
      command: (mark) => [existsSync(python) ? realpathSync(python) : python, "/app/counter.py", mark],
      debuggers: ["debugpy"],
      ...at("counter.py"),
      once: true,
      begun: "counting",
    },
    {
      command: () => [java ? "java" : realpathSync("/usr/bin/java"), jdwp, "-Xint", "-cp", "/app", "Counter"],
      debuggers: ["java"],
      ...at("Counter.java"),
      ...(java ? { missing: java } : {}),
    },
  ];
}
