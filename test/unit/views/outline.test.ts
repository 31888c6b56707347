/** The order of rows. */
import assert from "node:assert/strict";
import { Outline, spaceRow, taskRow } from "../../../src/views/outline.ts";
import { plainSight, type Sight } from "../../../src/views/sight.ts";
import { after, space, spaces, task, tasks, under, world } from "./world.ts";

/** The tree as indented lines: names of spaces and groups, tasks with their own numbers. */
function drawn(sight: Partial<Sight>): string[] {
  const outline = new Outline(world(), { ...plainSight, ...sight });
  const lines = (rows: readonly string[], indent: string): string[] =>
    rows.flatMap((row) => {
      const thing = outline.at(row);
      assert.ok(thing, row);
      const text =
        thing.is === "task"
          ? `${thing.task.name} ${outline.picture.ownNumber(thing.task).toString()}`
          : thing.is === "space"
            ? `[${thing.space.name}]`
            : `(${thing.is === "group" ? thing.group.name : thing.name})`;
      return [indent + text, ...lines(outline.children(row), `${indent}  `)];
    });
  return lines(outline.roots(), "");
}

describe("outline", () => {
  it("host, then projects and spaces by name, then processes as a tree", () => {
    assert.deepEqual(drawn({}), [
      "[host]",
      "  [agent]",
      "    agent 300",
      "  [jobs]",
      "    [batch]",
      "      batch 1",
      "    unshared 1",
      "  (shop)",
      "    [db]",
      "      postgres 1",
      "    [web]",
      "      sh 1",
      "        tail 5",
      "        node 17",
      "  systemd 1",
    ]);
  });

  it("spaces that nobody gave a name come after the others", () => {
    const change = after({ spaces: [space("pid:[7]", "pid:[7]"), space("pid:[8]", "web-2")] });
    const outline = new Outline(change.now, plainSight);
    const names = outline.children(spaceRow(spaces.host)).flatMap((row) => {
      const thing = outline.at(row);
      return thing?.is === "space" ? [thing.space.name] : [];
    });
    assert.deepEqual(names, ["agent", "jobs", "web-2", "pid:[7]"]);
  });

  it("it is known whether anything is in sight, and how much a filter found", () => {
    const outline = (sight: Partial<Sight>): Outline => new Outline(world(), { ...plainSight, ...sight });
    assert.ok(!outline({}).isEmpty && !outline({ flat: "name" }).isEmpty);
    assert.ok(outline({ filter: "nothing-like-it" }).isEmpty);
    assert.ok(outline({ filter: "nothing-like-it", flat: "name" }).isEmpty);
    assert.equal(outline({}).found, undefined);
    assert.equal(outline({ filter: "node" }).found, 2, "node, and the shell above it");
  });

  it("the containers of a service that has more than one are below it", () => {
    const shop = { kind: "compose", name: "shop", service: "web" } as const;
    const change = after({
      spaces: [
        { ...spaces.web, group: shop },
        space("pid:[7]", "web-2", { group: shop }),
        { ...spaces.db, group: { ...shop, service: "db" } },
      ],
    });
    const outline = new Outline(change.now, plainSight);
    const [, , group = ""] = outline.children(spaceRow(spaces.host));
    const [db = "", service = ""] = outline.children(group);
    assert.equal(db, spaceRow(spaces.db));
    const at = outline.at(service);
    assert.ok(at?.is === "service" && at.name === "web");
    assert.equal(outline.children(service).length, 2);
    assert.equal(outline.parent(service), group);
    for (const row of outline.children(service)) assert.equal(new Outline(change.now, plainSight).parent(row), service);
  });

  it("shells that wait for somebody to type can be left out", () => {
    const shell = { ...under(tasks.entry, task("bash", ["host", 430], ["pid:[2]", 30])), command: ["-bash"] };
    const { now } = after({ tasks: [{ ...shell, terminal: true }] });
    assert.equal(new Outline(now, plainSight).children(taskRow(tasks.entry)).length, 3);
    assert.equal(new Outline(now, { ...plainSight, idleShells: false }).children(taskRow(tasks.entry)).length, 2);
  });

  it("kernel threads are there for those who ask", () => {
    assert.ok(drawn({ kernelThreads: true }).includes("    kworker/0:1 9"));
  });

  it("seen from a container, only what it sees is there", () => {
    assert.deepEqual(drawn({ seenFrom: "pid:[4]" }), ["[jobs]", "  [batch]", "    batch 1", "  unshared 1"]);
  });

  it("seen from a container without numbers of its own, everything that its numbers name is there", () => {
    assert.deepEqual(drawn({ seenFrom: "docker://a" }), drawn({}));
  });

  it("seen from a space that is gone, the host sees", () => {
    assert.deepEqual(drawn({ seenFrom: "pid:[99]" }), drawn({}));
  });

  it("the all-seeing eye sees one list, in the order asked for", () => {
    const byName = drawn({ flat: "name" });
    assert.equal(byName.length, 8);
    assert.deepEqual(
      byName,
      byName.toSorted((a, b) => a.localeCompare(b)),
    );
    assert.equal(drawn({ flat: "number" })[0], "systemd 1");
  });

  it("a filter keeps what matches and what is above it", () => {
    assert.deepEqual(drawn({ filter: "node" }), ["[host]", "  (shop)", "    [web]", "      sh 1", "        node 17"]);
    assert.deepEqual(drawn({ filter: "web:17" }), drawn({ filter: "node" }));
    assert.deepEqual(drawn({ filter: "417" }), drawn({ filter: "node" }));
    assert.deepEqual(drawn({ filter: "nothing-like-it" }), []);
  });

  it("every row knows the row above it", () => {
    const outline = new Outline(world(), plainSight);
    const check = (rows: readonly string[], parent: string | undefined): void => {
      for (const row of rows) {
        assert.equal(outline.parent(row), parent, row);
        check(outline.children(row), row);
      }
    };
    check(outline.roots(), undefined);
  });

  it("a group's row is found before anybody opened what is above it", () => {
    const above = new Outline(world(), plainSight).parent(spaceRow(spaces.web));
    assert.ok(above);
    assert.equal(new Outline(world(), plainSight).at(above)?.is, "group");
  });

  it("what is gone has no row", () => {
    const outline = new Outline(world(), plainSight);
    assert.equal(outline.at(taskRow({ ...tasks.node, id: "other" })), undefined);
  });
});
