import assert from "node:assert/strict";
import { host, namespaceSpace } from "../../../../src/model/pid.ts";
import { nspawnRuntime } from "../../../../src/engine/runtimes/nspawn.ts";

const space = namespaceSpace("pid:[4026532400]") ?? host;

describe("systemd-nspawn", () => {
  const nameIn = (line: string): string | undefined =>
    nspawnRuntime.findInCommand?.({ space, command: ["/sbin/init"], parentCommand: line.split(" ") })?.name;

  it("a machine is called as its options say, else like its folder", () => {
    assert.equal(nameIn("systemd-nspawn --quiet -D /srv/root -M web /bin/sleep 1"), "web");
    assert.equal(nameIn("/usr/bin/systemd-nspawn --machine=web --directory=/srv/root"), "web");
    assert.equal(nameIn("systemd-nspawn -bD /srv/root/"), "root");
    assert.equal(nameIn("systemd-nspawn -bMweb"), "web");
    assert.equal(nameIn("systemd-nspawn"), undefined);
    assert.equal(nameIn("sh -M web"), undefined);
  });

  it("its id is its name", async () => {
    assert.deepEqual([...((await nspawnRuntime.readLabels?.(["web"])) ?? [])], [["web", { name: "web" }]]);
  });
});
