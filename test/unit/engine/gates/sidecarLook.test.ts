import assert from "node:assert/strict";
import { parseLooked, withSidecar } from "../../../../src/engine/gates/sidecarLook.ts";
import { factsOf } from "./facts.ts";

const fields = Array.from({ length: 20 }, (_, at) => (at === 19 ? "4711" : "0")).join(" ");
const parts = [
  `17 (a ) b) ${fields}\n`,
  "user user:[1] user:[1]\nnet net:[2]\n",
  "/usr/bin/gdbserver\n/usr/lib/llvm-22/bin/lldb-server\n",
  "/app/it (deleted)\n",
  "Name:\tcat\nUid:\t0\t0\t0\t0\n",
  "1-2 r-xp 0 0:1 7 /lib/a.so\n2-3 r--p 0 0:1 7 /lib/a.so\n4-5 rw-p 0 0:0 0\n",
  "1 2 0:3 / / rw - overlay overlay rw\n",
];
const program = Buffer.from([0x7f, 0x45, 0x1e, 0xff, 0]);
const whole = Buffer.concat([Buffer.from(parts.map((part) => `${part}\x1e`).join("")), program]);

describe("what a sidecar sees", () => {
  it("is the task's facts, and the program's bytes as they are", () => {
    const looked = parseLooked(whole);
    assert.ok(looked);
    assert.equal(looked.startTicks, 4711);
    assert.deepEqual(looked.program, program);
    assert.deepEqual(looked.servers, {
      gdbserver: "/usr/bin/gdbserver",
      "lldb-server": "/usr/lib/llvm-22/bin/lldb-server",
    });
    assert.equal(looked.facts.executable, "/app/it (deleted)");
    assert.deepEqual(looked.facts.mapped, ["/lib/a.so"]);
  });
  it("takes a link that may not be read for none, not for another's", () => {
    const looked = parseLooked(whole);
    assert.ok(looked);
    assert.deepEqual(looked.facts.namespaces, { user: "user:[1]" });
    assert.deepEqual(looked.facts.ownNamespaces, { user: "user:[1]" });
  });
  it("is none where a part is missing", () => {
    assert.equal(parseLooked(Buffer.alloc(0)), undefined);
    assert.equal(parseLooked(whole.subarray(0, 90)), undefined);
  });
  it("is what the rules are held against: the rights are the sidecar's, not ours", () => {
    const looked = parseLooked(whole);
    assert.ok(looked);
    const view = { ...looked, sidecar: { run: () => [], named: { nr: 17 } as never, engine: "docker" as const } };
    assert.equal(withSidecar(factsOf({}), view).ownStatus, parts[4]);
  });
});
