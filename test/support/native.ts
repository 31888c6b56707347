/** The native specimen, compiled in a folder that is not where its sources lie afterwards. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface NativeProgram {
  readonly program: string;
  /** The user's folder with the sources now. */
  readonly sources: string;
  readonly file: string;
  /** Of a statement in `step` that runs again and again. */
  readonly line: number;
  readonly remove: () => void;
}

/** Who compiles which source; all take `-g` and `-o`. Rust is Debian's own: a front of rustup may stand before it in PATH. */
const compilers = {
  c: { command: ["gcc", "-O0"], source: "native.c", libraries: ["-lpthread"] },
  "c++": { command: ["g++", "-O0"], source: "native.cpp", libraries: ["-lpthread"] },
  rust: { command: ["/usr/bin/rustc"], source: "native.rs", libraries: [] },
  musl: { command: ["musl-gcc", "-O0"], source: "native.c", libraries: [] },
} as const;

export type Compiled = keyof typeof compilers;

/** Why nothing can be compiled of it here; a toolchain's front may be there without the toolchain. */
export function whyNotCompiled(language: Compiled): string | undefined {
  const [program] = compilers[language].command;
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return `not installed: ${program}`;
  }
}

/** `options` are the compiler's, for example `-static` or `-s`. */
export function makeNative(options: readonly string[] = [], language: Compiled = "c"): NativeProgram {
  const { command, source, libraries } = compilers[language];
  const [compiler, ...words] = command;
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-native-"));
  chmodSync(folder, 0o755);
  const [made, sources] = [path.join(folder, "build/app"), path.join(folder, "checkout")];
  mkdirSync(made, { recursive: true });
  const program = path.join(folder, "counter");
  copyFileSync(path.resolve("test/support/programs", source), path.join(made, source));
  execFileSync(compiler, ["-g", ...words, ...options, "-o", program, source, ...libraries], { cwd: made });
  renameSync(made, sources);
  const file = path.join(sources, source);
  const line =
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.includes("rounds = round")) + 1;
  return {
    program,
    sources,
    file,
    line,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
