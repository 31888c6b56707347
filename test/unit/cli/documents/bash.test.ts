import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { bashCompletion } from "../../../../src/cli/documents/bash.ts";
import { outline } from "./outlined.ts";

const table = "SPACE  TASKS\nhost       2\nweb        3\npid:[4026532500]  1\ndocker://web  1\n";

/** What bash would offer after `line`, with a `pspace` that knows four spaces. */
function offered(line: string): readonly string[] {
  const script = `${bashCompletion(outline)}
pspace() { printf '%s' "$TABLE"; }
compopt() { :; }
COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
COMP_LINE=$LINE COMP_POINT=\${#LINE}
_pspace
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, LINE: line, TABLE: table };
  return execFileSync("bash", ["-c", script], { encoding: "utf8", env }).split("\n").filter(Boolean);
}

describe("completion in bash", () => {
  it("offers commands", () => {
    assert.deepEqual(offered("pspace re"), ["resolve"]);
  });

  it("offers spaces, and a tuple's space with its colon", () => {
    assert.deepEqual(offered("pspace tasks "), ["host", "web", "pid:[4026532500]", "docker://web"]);
    assert.deepEqual(offered("pspace resolve w"), ["web:"]);
  });

  it("offers only what comes after the colons that are on the line", () => {
    assert.deepEqual(offered("pspace tasks pid:"), ["[4026532500]"]);
    assert.deepEqual(offered("pspace resolve docker:"), ["//web:"]);
  });

  it("offers an option's values, and goes on after them", () => {
    assert.deepEqual(offered("pspace resolve --seen-from h"), ["host"]);
    assert.deepEqual(offered("pspace resolve --seen-from host h"), ["host:"]);
    assert.deepEqual(offered("pspace plan web:1 --debugger ll"), ["lldb-dap"]);
  });

  it("offers signals as the second argument", () => {
    assert.deepEqual(offered("pspace signal web:17 SIGTE"), ["SIGTERM"]);
  });

  it("offers options", () => {
    assert.deepEqual(offered("pspace name web --fo"), ["--forget"]);
  });
});
