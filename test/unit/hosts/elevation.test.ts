/** How sudo's and polkit's endings are taken, with programs that end as they do. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { elevate, lastLine, readSudo, type Elevated } from "../../../src/hosts/elevation.ts";

describe("the rights of root", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-elevate-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** `text`: of a shell script, by the program that it stands for. */
  async function ended(programs: Readonly<Record<string, string>>, display = ""): Promise<Elevated> {
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(path.join(folder, name), 0o755);
    }
    return elevate({
      command: ["engine"],
      greeting: /^hello$/m,
      ask: () => Promise.resolve(undefined),
      node: process.execPath,
      environment: { PATH: folder, DISPLAY: display },
      cancel: new AbortController().signal,
    });
  }
  const whyOf = (done: Elevated): string => `${done.is}: ${done.is === "started" ? "" : done.why}`;
  const notForUs = "echo 'pst is not in the sudoers file.' >&2; exit 1";

  it("are had when the program greets", async () => {
    const done = await ended({ sudo: 'test "$1 $2 $3" = "-n -- engine" && echo hello >&2; read line; exit 0' });
    assert.ok(done.is === "started");
    done.child.stdin.end();
  });
  it("are refused in sudo's own words", async () => {
    assert.equal(whyOf(await ended({ sudo: "echo 'sudo: broken' >&2; exit 1" })), "refused: sudo refused: broken");
  });
  it("are asked of polkit where sudo is not for us, and there is a screen", async () => {
    assert.match(whyOf(await ended({})), /refused: .*no screen/);
    assert.match(whyOf(await ended({ sudo: notForUs }, ":0")), /polkit is not installed/);
    assert.equal(
      whyOf(await ended({ sudo: notForUs, pkexec: "exit 126" }, ":0")),
      "declined: the question was dismissed",
    );
    const nobody = "echo 'Error executing command as another user: Not authorized' >&2; exit 127";
    assert.match(whyOf(await ended({ sudo: notForUs, pkexec: nobody }, ":0")), /polkit refused: .*Not authorized/);
    const done = await ended({ sudo: notForUs, pkexec: "echo hello >&2; read line" }, ":0");
    assert.ok(done.is === "started");
    done.child.stdin.end();
  });
  it("are told by what sudo says", () => {
    const of = (said: string): string => readSudo({ code: 1, said }).is;
    assert.equal(of("sudo: a password is required\n"), "password");
    assert.equal(of("pst may not run sudo on here."), "notForUs");
    assert.equal(
      of('sudo: The "no new privileges" flag is set, which prevents sudo from running as root.'),
      "notForUs",
    );
    assert.equal(of("sudo: 3 incorrect password attempts\n"), "refused");
    assert.equal(lastLine("a\nsudo: b\n"), "b");
  });
});
