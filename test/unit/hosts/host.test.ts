import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { parseHost } from "../../../src/hosts/host.ts";
import { shellWord } from "../../../src/model/shell.ts";

const commandOf = (name: string, terminal?: boolean) => parseHost(name)?.commandFor(["ls", "a b"], terminal);

describe("a host", () => {
  it("is a command prefix", () => {
    assert.deepEqual(commandOf("build1"), ["ssh", "-T", "-o", "BatchMode=yes", "--", "build1", "ls 'a b'"]);
    assert.deepEqual(commandOf("ssh://me@build1", true), ["ssh", "-t", "--", "me@build1", "ls 'a b'"]);
    assert.deepEqual(commandOf("sudo://"), ["sudo", "-n", "--", "ls", "a b"]);
    assert.deepEqual(commandOf("kubectl://default/agent/main"), [
      ...["kubectl", "exec", "-i", "-n", "default", "agent", "-c", "main", "--", "ls", "a b"],
    ]);
  });

  it("is never an option of ssh, nor anything else that is no name", () => {
    for (const name of ["", "-oProxyCommand=x", "a b", "ssh://", "sudo://x", "kubectl://a", "gopher://x", "a;b"]) {
      assert.equal(parseHost(name), undefined, name);
    }
  });

  it("quotes words so that a shell gives them back", () => {
    for (const word of ["", "plain", "it's", "$(id)", "a\nb", '"\\']) {
      assert.equal(execFileSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" }), word);
    }
  });
});
