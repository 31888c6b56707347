import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { leadTo, straighten, straightened } from "../../../../src/engine/gates/straighten.ts";

const strays = [
  { from: "/lib", to: "/usr/lib", entries: [] },
  {
    from: "/opt/app/lib",
    to: "/opt/app/lib",
    entries: [
      { name: "libwork.so", to: "/etc/real/libwork.so" },
      { name: "plugins", to: "/opt/app/lib/plugins" },
    ],
  },
];

describe("folders that stand for those in which links lead astray", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-straighten-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("have a link for everything, straight to the file, below another root where that is asked", () => {
    straighten(strays, "/recorded/7/root", folder);
    const link = path.join(folder, "links-1/libwork.so");
    assert.equal(readlinkSync(link), "/recorded/7/root/etc/real/libwork.so");
    assert.equal(readlinkSync(path.join(folder, "links-1/plugins")), "/recorded/7/root/opt/app/lib/plugins");
    assert.ok(!existsSync(path.join(folder, "links-0")), "a folder that is only called otherwise needs none");
    leadTo(folder, "/recorded/7/root", "/copies");
    assert.equal(readlinkSync(link), "/copies/etc/real/libwork.so");
  });

  it("are named with the longest first, and never with a name that a command would mistake", () => {
    const bad = { from: '/a" "/b', to: "/c", entries: [] };
    assert.deepEqual(straightened([...strays, bad], "/recorded/7/root", "/private"), [
      { from: "/opt/app/lib", place: "/private/links-1" },
      { from: "/lib", place: "/recorded/7/root/usr/lib" },
    ]);
  });
});
