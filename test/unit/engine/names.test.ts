/** Names that the user gave: kept by the space's identity and by nothing else, gone with the space. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Names, parseNames, whyNotNamed } from "../../../src/engine/names.ts";
import type { Space } from "../../../src/model/space.ts";
import { recordings } from "../../recordings/recordings.ts";
import { engineOf, engineOver, withoutDoors, type RecordedEngine } from "./recordedEngine.ts";

const always = (): boolean => true;

describe("a name that the user gave", () => {
  let state: string;
  const file = (): string => path.join(state, "names.json");

  beforeEach(() => {
    state = mkdtempSync(path.join(tmpdir(), "pspace-names-"));
  });
  afterEach(() => {
    rmSync(state, { recursive: true, force: true });
  });

  it("holds for every identity of the space, also after a restart and for another engine, in a private file", () => {
    const [one, other] = [new Names(file()), new Names(file())];
    one.give(["a", "plain-a"], "box", always);
    other.reload();
    for (const names of [one, other, new Names(file())]) {
      assert.deepEqual([names.nameOf("a"), names.nameOf("plain-a")], ["box", "box"]);
    }
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    other.give(["a", "plain-a"], undefined, always);
    assert.equal(new Names(file()).nameOf("a"), undefined);
  });

  it("is dropped when its space is gone, and no other engine's name with it", () => {
    const names = new Names(file());
    names.give(["a"], "box", always);
    new Names(file()).give(["b"], "other", always);
    names.give(["c"], "third", (identity) => identity !== "a");
    assert.deepEqual(JSON.parse(readFileSync(file(), "utf8")), { version: 1, names: { b: "other", c: "third" } });
  });

  it("holds while the engine lives where nothing can be kept", () => {
    writeFileSync(path.join(state, "file"), "");
    for (const place of [undefined, path.join(state, "file", "names.json")]) {
      const names = new Names(place);
      names.give(["a"], "box", always);
      assert.equal(names.nameOf("a"), "box");
    }
  });

  it("is not read from nonsense, and nonsense costs no name that is known", () => {
    for (const read of [undefined, null, 7, "x", {}, { names: 3 }, { names: { a: 1, b: {} } }, []]) {
      assert.equal(parseNames(read).size, 0);
    }
    const names = new Names(file());
    names.give(["a"], "box", always);
    writeFileSync(file(), '{"names":{"a":');
    names.reload();
    assert.equal(names.nameOf("a"), "box");
  });

  /** The space of `first`, whose namespace has the same inode whoever is in it. */
  async function spaceOf({ engine }: RecordedEngine, link: string): Promise<Space> {
    const { spaces } = await engine.spaces();
    const space = spaces.find(({ pidns }) => pidns === link);
    assert.ok(space);
    return space;
  }

  it("is not given to a namespace that got the inode of one that is gone", async () => {
    // without NS_GET_ID, as before Linux 6.18: the inode alone would be taken for the same
    const made = engineOver(withoutDoors(recordings["nested-thrice"]), { state });
    const { engine, kernel } = made;
    const { tasks } = recordings["nested-thrice"];
    const inner = tasks.filter(({ numbers }) => numbers.length === 4);
    const [first] = inner;
    assert.ok(first);
    const link = first.namespace;
    const before = await spaceOf(made, link);
    assert.equal((await engine.name(before.id, "mine")).is, "named");
    assert.equal((await spaceOf(made, link)).name, "mine");
    for (const { numbers } of inner) kernel.remove(numbers[0] ?? 0);
    await engine.spaces();
    kernel.put({ ...first, start: 999_999, numbers: [9000, 900, 90, 1] });
    const now = await spaceOf(made, link);
    assert.equal(now.id, before.id, "the kernel uses inodes again");
    assert.notEqual(now.identity, before.identity);
    assert.notEqual(now.name, "mine");
    assert.equal((await engine.resolve("mine:1")).is, "noSuchSpace");
    engine.stop();
  });

  it("cannot be that of another space, host's, or none that a tuple could have", async () => {
    const made = engineOf("two-containers");
    const { spaces } = await made.engine.spaces();
    const [outermost, contained] = spaces;
    assert.ok(outermost && contained?.container);
    const unnamed: Space = { ...contained, id: "pid:[1]" as Space["id"], container: { runtime: "docker", id: "3f2a" } };
    assert.match(whyNotNamed(outermost, "x", spaces) ?? "", /always called host/);
    assert.match(whyNotNamed(contained, "x", spaces) ?? "", /its runtime calls it/);
    assert.match(whyNotNamed(unnamed, contained.name, spaces) ?? "", /another space/);
    for (const words of ["a:b", "a/b", "", "a b", "docker://x", "pid:[7]"]) {
      assert.match(whyNotNamed(unnamed, words, spaces) ?? "", /cannot stand before the colon/, words);
    }
    assert.equal(whyNotNamed(unnamed, "my-box.1", spaces), undefined);
    made.engine.stop();
  });
});
