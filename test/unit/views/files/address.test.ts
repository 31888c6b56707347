/** Addresses of files below a task's root. */
import assert from "node:assert/strict";
import { folderAround, ownerOf, ownerQuery, within } from "../../../../src/views/files/address.ts";
import { tasks, world } from "../world.ts";

describe("addresses of a task's files", () => {
  it("say whose they are, by tuple and identity", () => {
    const query = ownerQuery(world(), tasks.node);
    assert.deepEqual(ownerOf(query), { tuple: "pid:[2]:17", task: tasks.node.id });
    assert.equal(ownerOf("tuple=web:17"), undefined);
    assert.equal(ownerOf(""), undefined);
  });

  it("go down and up again, never above the root", () => {
    assert.equal(within("/", "etc"), "/etc");
    assert.equal(within("/etc", "hosts"), "/etc/hosts");
    assert.equal(folderAround("/etc/hosts"), "/etc");
    assert.equal(folderAround("/etc"), "/");
    assert.equal(folderAround("/"), "/");
  });
});
