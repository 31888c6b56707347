/** Node's inspector by the way that the gates open: found, opened, moved aside, pinned to the very process, and closed again. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { evaluate } from "../../src/engine/gates/inspectorTalk.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { endAll, numbersOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNot } from "../support/run.ts";

const quiet = "setInterval(() => {}, 1 << 30)";
const asked = { debugger: "js-debug", folder: "/nowhere", sources: [] };

/** The very inspector that a way leads to. */
function pathOf(way: WayOf<Pid>): string {
  const address = way.configuration["websocketAddress"];
  assert.ok(typeof address === "string");
  return new URL(address.replace("${port}", "1")).pathname;
}

/** What the process at the far end of a way calls itself. */
async function ownNumber(way: WayOf<Pid>): Promise<unknown> {
  assert.ok(way.tunnel);
  return (await evaluate(way.tunnel.relay, pathOf(way), "process.pid"))?.value;
}

describe("Node in a container, through its inspector", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const kernel = openLinux();
  before(function () {
    skipIf(this, whyNot("unshare", "ip"));
  });
  afterEach(() => endSpecimens(specimens));

  /** Number 1 of namespaces of its own, with loopback up. */
  async function container(...options: string[]): Promise<Specimen> {
    return contained(process.execPath, ...options);
  }

  async function contained(program: string, ...options: readonly string[]): Promise<Specimen> {
    const specimen = await unshareSpecimen({ command: [program, ...options, "-e", quiet], also: ["net"] });
    specimens.push(specimen);
    execFileSync("nsenter", ["--target", specimen.numbers[0].toString(), "--net", "ip", "link", "set", "lo", "up"]);
    await untilCatches(specimen.numbers[0]);
    return specimen;
  }

  /** Another process in the same namespaces. */
  async function neighbour(specimen: Specimen): Promise<number> {
    const words = [
      "--target",
      specimen.numbers[0].toString(),
      "--pid",
      "--net",
      "--mount",
      "--",
      process.execPath,
      "-e",
      quiet,
    ];
    const child = spawn("nsenter", words, { stdio: "ignore" });
    const nr = await until("the neighbour runs", () =>
      execFileSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], { encoding: "utf8" })
        .split("\n")
        .map(Number)
        .find((each) => each > 0),
    );
    specimens.push({ name: "neighbour", numbers: [nr], end: () => endAll([nr]) });
    await untilCatches(nr);
    return nr;
  }

  /** A Node that has just started does not catch SIGUSR1 yet: the gate is shut for it. */
  async function untilCatches(nr: number): Promise<void> {
    const gates = openGates(kernel);
    const subject = subjectOf(kernel, nr);
    await until("Node catches SIGUSR1", async () => {
      const plan = await gates.plan(subject, asked);
      return plan !== "gone" && plan.gates.port.open;
    });
    subject.hold.release();
  }

  it("opens it, on a port that leaves the usual one free, and closes it again", async () => {
    const { numbers } = await container();
    const gates = openGates(kernel);
    const subject = subjectOf(kernel, numbers[0]);
    const way = await gates.open(subject, asked);
    assert.ok(way.is === "opened", JSON.stringify(way));
    assert.notEqual(way.tunnel?.port, 9229);
    assert.equal(await ownNumber(way), 1);
    assert.deepEqual(way.proof.by === "inspector" && way.proof.own.nr, 1);
    assert.deepEqual(gates.guard(subject, { port: way.tunnel?.port ?? 0 }), { is: "same" });
    await gates.close(subject);
    await until("the inspector is closed", () => listeningOf(numbers[0]).length === 0);
    assert.ok(subject.hold.alive());
    subject.hold.release();
  });

  for (const version of [18, 22, 24]) {
    it(`Node ${version}: opened by the signal, and its own word for itself`, async function () {
      const program = path.join(process.env["PSPACE_NODES"] ?? "", `node_modules/node${version}/bin/node`);
      skipIf(this, existsSync(program) ? undefined : `Node ${version} is not in .nodes: npm test puts it there`);
      const { numbers } = await contained(program);
      const gates = openGates(kernel);
      const subject = subjectOf(kernel, numbers[0]);
      const way = await gates.open(subject, asked);
      assert.ok(way.is === "opened" && way.tunnel, JSON.stringify(way));
      const said = await evaluate(way.tunnel.relay, pathOf(way), "process.version");
      assert.match(String(said?.value), new RegExp(`^v${version}\\.`));
      assert.equal(await ownNumber(way), 1);
      await gates.close(subject);
      assert.ok(subject.hold.alive());
      subject.hold.release();
    });
  }

  it("one that was told any port listens there, and goes on to", async () => {
    const { numbers } = await container("--inspect=127.0.0.1:9555");
    const gates = openGates(kernel);
    const subject = subjectOf(kernel, numbers[0]);
    const way = await gates.open(subject, asked);
    assert.ok(way.is === "opened", JSON.stringify(way));
    assert.equal(way.tunnel?.port, 9555);
    assert.equal(await ownNumber(way), 1);
    await gates.close(subject);
    assert.deepEqual(listeningOf(numbers[0]), [9555]);
    subject.hold.release();
  });

  it("is opened anew where it is opened while the last one closes it", async () => {
    const { numbers } = await container();
    const gates = openGates(kernel);
    const subject = subjectOf(kernel, numbers[0]);
    const before = await gates.open(subject, asked);
    const [, way] = await Promise.all([gates.close(subject), gates.open(subject, asked)]);
    assert.ok(before.is === "opened" && way.is === "opened", JSON.stringify(way));
    assert.notEqual(pathOf(way), pathOf(before));
    assert.equal(await ownNumber(way), 1);
    await gates.close(subject);
    assert.deepEqual(listeningOf(numbers[0]), []);
    subject.hold.release();
  });

  it("several processes of one container are each debugged at once, and one that had its port keeps it", async () => {
    const first = await container("--inspect");
    const second = await neighbour(first);
    const third = await neighbour(first);
    const gates = openGates(kernel);
    for (const nr of [second, third, first.numbers[0]]) {
      const subject = subjectOf(kernel, nr);
      const way = await gates.open(subject, asked);
      assert.ok(way.is === "opened", JSON.stringify(way));
      assert.equal(await ownNumber(way), numbersOf(nr).at(-1));
      subject.hold.release();
    }
    await until("the first has its port back", () => listeningOf(first.numbers[0]).includes(9229));
  });

  function listeningOf(nr: number): readonly number[] {
    const subject = subjectOf(kernel, nr);
    const facts = kernel.readAttachFacts(subject.hold.pid);
    subject.hold.release();
    return typeof facts === "string" ? [] : (facts.listening ?? []);
  }
});
