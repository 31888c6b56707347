import assert from "node:assert/strict";
import { sharedFolders } from "../../../../src/engine/gates/mounts.ts";

const own = [
  "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
  "23 22 0:20 / /proc rw - proc proc rw",
  "30 22 254:2 / /home rw,relatime shared:2 - ext4 /dev/vdb rw",
  "41 22 0:60 / /var/lib/docker/overlay2/abc/merged rw - overlay overlay rw",
].join("\n");

const inside = (...lines: readonly string[]): string =>
  ["100 90 0:60 / / rw - overlay overlay rw", "101 100 0:70 / /proc rw - proc proc rw", ...lines].join("\n");

describe("folders that a container shares with the host", () => {
  it("a bind mount, as both call it", () => {
    const mounts = inside("102 100 254:2 /me/my\\040app /app rw,relatime - ext4 /dev/vdb rw");
    assert.deepEqual(sharedFolders(mounts, own), [{ host: "/home/me/my app", inside: "/app" }]);
  });
  it("not what every runtime shares, not the root, not procfs", () => {
    const mounts = inside(
      "103 100 254:1 /var/lib/docker/containers/abc/hosts /etc/hosts rw - ext4 /dev/vda1 rw",
      "104 100 254:1 /var/lib/docker/containers/abc/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda1 rw",
    );
    assert.deepEqual(sharedFolders(mounts, own), []);
  });
  it("not what lies under another mount here, for there it is another folder", () => {
    const mounts = inside("105 100 254:1 /home/me/app /app rw - ext4 /dev/vda1 rw");
    assert.deepEqual(sharedFolders(mounts, own), []);
  });
  it("nothing from a text that is no mountinfo", () => {
    assert.deepEqual(sharedFolders("nonsense", own), []);
  });
});
