/** The way of a password from a person to sudo: a program that prints it, once for each token, for our own user alone. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { askpassProgram, isToken, openAskpass, type Askpass } from "../../../src/hosts/askpass.ts";

const run = promisify(execFile);

describe("the program that sudo asks", () => {
  const opened: Askpass[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  async function open(answers: readonly (string | undefined)[]): Promise<Askpass> {
    const left = [...answers];
    const askpass = await openAskpass(process.execPath, () => Promise.resolve(left.shift()));
    opened.push(askpass);
    return askpass;
  }
  const say = async ({ program }: Askpass): Promise<string> => {
    try {
      return (await run(program, ["[sudo] password for somebody:"])).stdout;
    } catch {
      return "failed";
    }
  };

  it("prints what is typed, and is asked again as often as sudo asks", async () => {
    const askpass = await open(["first", 'it\'s "second" $HOME', "third", "fourth"]);
    assert.equal(await say(askpass), "first\n");
    assert.equal(await say(askpass), 'it\'s "second" $HOME\n');
    assert.equal(await say(askpass), "third\n");
    assert.equal(await say(askpass), "failed");
    assert.equal(askpass.declined(), false);
  });

  it("fails where nothing is typed", async () => {
    const askpass = await open([undefined]);
    assert.equal(await say(askpass), "failed");
    assert.equal(askpass.declined(), true);
  });

  it("is its user's alone, says nothing of the password, and leaves nothing", async () => {
    const askpass = await open(["secret"]);
    const folder = path.dirname(askpass.program);
    assert.equal(await say(askpass), "secret\n");
    const modes = ["", "socket", "token", "askpass"].map((name) => statSync(path.join(folder, name)).mode & 0o777);
    assert.deepEqual(modes, [0o700, 0o600, 0o600, 0o700]);
    const files = readdirSync(folder).filter((name) => name !== "socket");
    for (const name of files) assert.ok(!readFileSync(path.join(folder, name), "utf8").includes("secret"), name);
    await askpass.close();
    assert.ok(!existsSync(folder));
  });

  it("answers no token twice, and no wrong one", async () => {
    const askpass = await open(["secret", "other"]);
    const folder = path.dirname(askpass.program);
    const token = readFileSync(path.join(folder, "token"), "utf8");
    const present = (words: string): Promise<string> =>
      new Promise((done) => {
        let said = "";
        const socket = connect(path.join(folder, "socket"), () => socket.write(words));
        socket.on("data", (more: Buffer) => (said += more.toString()));
        socket.on("close", () => {
          done(said);
        });
      });
    assert.equal(await present("x".repeat(token.length)), "");
    assert.equal(await present(token), "", "a wrong one used it up");
    const next = readFileSync(path.join(folder, "token"), "utf8");
    assert.equal(await present(next), "secret\n");
    assert.equal(await present(next), "");
  });

  it("is a script whose words a shell takes as they are", () => {
    assert.match(
      askpassProgram("/opt/my node", "/tmp/a'b"),
      /^#!\/bin\/sh\nexec env .*'\/opt\/my node' -e '.*' '\/tmp\/a'\\''b'\n$/,
    );
    assert.deepEqual([isToken("ab", "ab"), isToken("ab", "abc"), isToken("ab", "ba")], [true, false, false]);
  });
});
