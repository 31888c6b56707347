/** Builds a Go specimen. What was compiled once is kept in out/, for the library alone takes long. */
import { execFileSync } from "node:child_process";
import path from "node:path";

/** `source` lies in `folder`; `flags` are those of `go build`. Without C, so that it runs anywhere. */
export function buildGo(folder: string, source: string, program: string, flags: readonly string[]): void {
  const own = { GOCACHE: path.resolve("out/go-cache"), GO111MODULE: "off", GOFLAGS: "", CGO_ENABLED: "0" };
  execFileSync("go", ["build", ...flags, "-o", program, source], { cwd: folder, env: { ...process.env, ...own } });
}

/** So that every line is where the source has it. */
export const unoptimised = ["-gcflags=all=-N -l"];
