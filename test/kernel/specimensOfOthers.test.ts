/** Spaces of every other runtime, observed from real specimens: Podman, bubblewrap, nspawn, LXC, containerd, a bare control group. */
import assert from "node:assert/strict";
import type { Space } from "../../src/model/space.ts";
import { containerdAddress, ctrSpecimen } from "../support/ctr.ts";
import { serviceSpecimen, whyNoGroups } from "../support/groups.ts";
import { lxcSpecimen } from "../support/lxc.ts";
import { bothWays, found, observe, spaceWhere } from "../support/observed.ts";
import { type Podman, rootPodman, userPodman } from "../support/podman.ts";
import { namespaceOf, numbersOf } from "../support/processes.ts";
import { busyboxRoot, type Root } from "../support/roots.ts";
import { whyNot } from "../support/run.ts";
import { bubblewrapSpecimen, nspawnSpecimen } from "../support/sandboxes.ts";
import { skipIf } from "../support/skipping.ts";
import type { Specimen } from "../support/specimen.ts";
import { ordinaryUser } from "../support/users.ts";

const ownNumbers = { virtualPids: true, allSeeing: false };

/** Its space: by the namespace of its first process. */
const isOf =
  ({ numbers }: Specimen) =>
  ({ pidns, numbering, id }: Space): boolean =>
    pidns === namespaceOf(numbers[0]) && numbering === id;

/** A container in a namespace of its own, called as its runtime calls it. */
async function checkOwn(
  specimen: Specimen,
  runtime: string,
  reference = `${runtime}://${specimen.name}`,
): Promise<void> {
  const { engine, close } = observe();
  try {
    const space = await spaceWhere(engine, reference, isOf(specimen));
    assert.deepEqual(space.flags, ownNumbers);
    assert.deepEqual([space.container?.runtime, space.container?.name], [runtime, specimen.name]);
    if (specimen.id !== undefined) assert.equal(space.container?.id, specimen.id);
    assert.equal(space.provenance, "runtime");
    assert.equal(space.parent, "host");
    for (const nr of specimen.numbers) {
      for (const words of [space.id, reference]) await bothWays(engine, words, numbersOf(nr).at(-1) ?? 0, nr);
    }
  } finally {
    close();
  }
}

/** Podman's own table of numbers inside and outside is an answer of its own. */
async function checkPodman({ podman, start, conf }: Podman): Promise<void> {
  const specimen = await start();
  const before = process.env["CONTAINERS_STORAGE_CONF"];
  if (conf !== undefined) process.env["CONTAINERS_STORAGE_CONF"] = conf;
  const { engine, close } = observe();
  try {
    await checkOwn(specimen, "podman");
    const rows = (await podman("top", specimen.name, "pid", "hpid")).split("\n").slice(1);
    assert.ok(rows.length > 0);
    for (const [inside, outside] of rows.map((row) => row.trim().split(/\s+/).map(Number))) {
      assert.equal((await found(engine, `podman://${specimen.name}:${inside ?? 0}`)).pid.nr, outside);
    }
  } finally {
    close();
    if (conf !== undefined) delete process.env["CONTAINERS_STORAGE_CONF"];
    if (before !== undefined) process.env["CONTAINERS_STORAGE_CONF"] = before;
    await specimen.end();
  }
}

describe("a space of another runtime", function () {
  this.timeout(180_000);
  let root: Root;
  let cleanUp = (): void => undefined;

  before(async function () {
    skipIf(this, whyNot("busybox"));
    root = await busyboxRoot();
    cleanUp = () => {
      root.remove();
    };
  });
  after(() => {
    cleanUp();
  });

  const withProgram = (title: string, programs: readonly string[], test: () => Promise<void>): void => {
    it(title, async function () {
      skipIf(this, whyNot(...programs));
      await test();
    });
  };

  withProgram("Podman's, run by root", ["podman", "runc", "conmon"], async () => {
    const podman = await rootPodman(root);
    try {
      await checkPodman(podman);
    } finally {
      podman.close();
    }
  });

  withProgram("Podman's, run by an ordinary user", ["podman", "runc", "conmon", "newuidmap", "setpriv"], async () => {
    const user = await ordinaryUser();
    try {
      await checkPodman(await userPodman(root, user));
    } finally {
      await user.remove();
    }
  });

  const kinds: readonly (readonly [string, string, readonly string[], () => Promise<Specimen>])[] = [
    ["bubblewrap's, called like its program", "bubblewrap", ["bwrap"], () => bubblewrapSpecimen(root)],
    ["systemd-nspawn's", "nspawn", ["systemd-nspawn"], () => nspawnSpecimen(root)],
    ["LXC's", "lxc", ["lxc-start", "lxc-info"], () => lxcSpecimen(root)],
  ];
  for (const [title, runtime, programs, start] of kinds) {
    withProgram(title, programs, async () => {
      const specimen = await start();
      try {
        await checkOwn(specimen, runtime);
      } finally {
        await specimen.end();
      }
    });
  }

  it("containerd's own, without Docker", async function () {
    skipIf(this, containerdAddress() === undefined ? "no containerd was started for this run" : undefined);
    const specimen = await ctrSpecimen(root);
    try {
      await checkOwn(specimen, "containerd");
    } finally {
      await specimen.end();
    }
  });

  it("a service's: a control group without a namespace", async function () {
    skipIf(this, whyNoGroups());
    const service = await serviceSpecimen();
    const { engine, close } = observe();
    try {
      const space = await spaceWhere(engine, service.name, ({ container }) => container?.id === service.name);
      assert.deepEqual(space.flags, { virtualPids: false, allSeeing: true });
      assert.deepEqual([space.name, space.container?.runtime, space.tasks], [service.name, "systemd", 2]);
      assert.equal(space.numbering, "host");
      for (const nr of [...service.numbers, process.pid]) await bothWays(engine, `systemd://${service.name}`, nr, nr);
      assert.equal((await found(engine, `host:${service.numbers[1] ?? 0}`)).task.space, space.id);
    } finally {
      close();
      await service.end();
    }
  });
});
