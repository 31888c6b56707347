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

/** `options` are gcc's, for example `-static` or `-s`. */
export function makeNative(options: readonly string[] = []): NativeProgram {
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-native-"));
  chmodSync(folder, 0o755);
  const [made, sources] = [path.join(folder, "build/app"), path.join(folder, "checkout")];
  mkdirSync(made, { recursive: true });
  const program = path.join(folder, "counter");
  copyFileSync(path.resolve("test/support/programs/native.c"), path.join(made, "native.c"));
  execFileSync("gcc", ["-g", "-O0", ...options, "-o", program, "native.c", "-lpthread"], { cwd: made });
  renameSync(made, sources);
  const file = path.join(sources, "native.c");
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
