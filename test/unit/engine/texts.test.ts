/** Numbers in texts, over recorded machines: whose they are and who holds them. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import type { Reading } from "../../../src/engine/texts.ts";
import { engineOf } from "./recordedEngine.ts";

const said = ({ speaker, numbers }: Reading): string => {
  const holders = numbers.map(({ tuple, holder }) => {
    if (holder?.is === "living") return `${String(tuple)} ${holder.task.name}`;
    if (holder?.is === "ended")
      return `${String(tuple)} ${holder.life.name} until signal ${String(holder.life.how?.signal)}`;
    return `${String(tuple)} ${holder?.is ?? "-"}`;
  });
  return [speaker.is === "known" ? `${speaker.space.name} by ${speaker.by}` : speaker.is, ...holders].join(", ");
};

const now = (): string => new Date().toISOString();

describe("numbers in texts of a machine", () => {
  const state = mkdtempSync(path.join(tmpdir(), "pspace-texts-"));
  const { engine, kernel } = engineOf("two-containers", { state });
  const read = async (line: string, text: { readonly told?: string; readonly edges?: readonly string[] } = {}) =>
    said(await engine.text({ uri: "untitled:1", edges: [], ...text, lines: [{ line: 3, text: line }], who: true }));

  after(() => {
    engine.stop();
    rmSync(state, { recursive: true, force: true });
  });

  it("are of the space that the reader names, and held by who holds them there", async () => {
    assert.equal(await read("(node:1) Warning: x", { told: "web" }), "web by told, web:1 nginx");
    assert.equal(await read("pid 17 is stuck", { edges: ["pspace: space=db"] }), "db by line, db:17 postgres");
  });

  it("are nobody's where nothing says whose", async () => {
    assert.equal(await read("(node:1) Warning: x"), "unknown, undefined -");
  });

  it("of the kernel are the host's, whoever the text is about", async () => {
    const line = "[12.000001] c[3317]: segfault at 0 ip 0000562f9de27132";
    assert.match(await read(line, { told: "web" }), /^web by told, host:3317 /);
  });

  it("of a space that is not there keep its words", async () => {
    assert.equal(await read("(node:1) x", { told: "docker://nowhere" }), "away, docker://nowhere:1 noSuchSpace");
  });

  it("mean who held them when the line was written, also after their end", async () => {
    await engine.watch(true);
    const line = `${now()} pid 17 is stuck`;
    const told = new Promise<void>((settle) => {
      engine.onChange(() => {
        settle();
      });
    });
    kernel.remove(3317);
    kernel.emit([{ is: "exit", at: 1_000_000, pid: hostPid(3317), process: hostPid(3317), ending: { signal: 11 } }]);
    await told;
    assert.equal(await read(line, { told: "db" }), "db by told, db:17 postgres until signal 11");
    assert.equal(await read("pid 17 is stuck", { told: "db" }), "db by told, db:17 postgres until signal 11");
  });

  it("of a time before everything that is remembered are not guessed", async () => {
    assert.equal(await read("2001-01-01T00:00:00Z pid 17 is stuck", { told: "db" }), "db by told, db:17 notVisible");
  });
});
