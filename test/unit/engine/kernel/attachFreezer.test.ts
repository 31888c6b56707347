import assert from "node:assert/strict";
import { freezerFiles } from "../../../../src/engine/kernel/attachFreezer.ts";

const one = "30 29 0:26 / /sys/fs/cgroup/freezer rw,nosuid shared:9 - cgroup cgroup rw,freezer";
const two = "31 24 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";

describe("where a freezer says whether it holds a task", () => {
  it("version 1: freezer.state of the freezer hierarchy", () => {
    const [file] = freezerFiles("7:freezer:/docker/abc\n0::/\n", one);
    assert.equal(file?.file, "/sys/fs/cgroup/freezer/docker/abc/freezer.state");
    assert.ok(file.frozen.test("FROZEN\n"));
    assert.ok(!file.frozen.test("THAWED\n"));
  });
  it("version 2: cgroup.events, which tells of a frozen parent too", () => {
    const [file] = freezerFiles("0::/system.slice/docker-abc.scope\n", two);
    assert.equal(file?.file, "/sys/fs/cgroup/system.slice/docker-abc.scope/cgroup.events");
    assert.ok(file.frozen.test("populated 1\nfrozen 1\n"));
  });
  it("a mount of part of the hierarchy shortens the path", () => {
    const part = "30 29 0:26 /docker/abc /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer";
    assert.equal(
      freezerFiles("7:freezer:/docker/abc/inner\n", part)[0]?.file,
      "/sys/fs/cgroup/freezer/inner/freezer.state",
    );
  });
  it("the root group cannot be frozen, and other hierarchies do not matter", () => {
    assert.deepEqual(freezerFiles("7:freezer:/\n6:memory:/docker/abc\n", one), []);
  });
});
