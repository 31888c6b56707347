/** The daemon here is a small server of ours; the real one is met in test/kernel/specimens, bad ones in dockerApi.test.ts. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { dockerRuntime, parseContainers, readContainers } from "../../../../src/engine/runtimes/docker.ts";
import { openRuntimes } from "../../../../src/engine/runtimes/table.ts";

const id = "8092b089f4f48805c044b008714a166426f68289f5fcf0de0207a9b2e38e2029";
const answer = [
  {
    Id: id,
    Names: ["/db/linked", "/web"],
    Image: "shop/web:1",
    Labels: { "com.docker.compose.project": "shop", "com.docker.compose.service": "front" },
  },
];
const expected = {
  name: "web",
  image: "shop/web:1",
  group: { kind: "compose", name: "shop", service: "front" },
  also: [{ runtime: "docker", name: "front" }],
};

describe("Docker's list of containers", () => {
  it("gives name, image, project and service", () => {
    assert.deepEqual([...parseContainers(answer, "docker")], [[id, expected]]);
  });

  it("never throws at nonsense", () => {
    const cut = fc.oneof(
      fc.anything(),
      fc.array(fc.record({ Id: fc.anything(), Names: fc.anything(), Labels: fc.anything() })),
    );
    fc.assert(
      fc.property(cut, (value) => {
        parseContainers(value, "docker");
      }),
    );
  });
});

describe("a Docker daemon", () => {
  let folder: string;
  let server: Server | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
  });
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  const socketPath = (): string => join(folder, "d.sock");
  const serve = (says: string | undefined): Promise<void> =>
    new Promise((resolve) => {
      server = createServer((_, response) => {
        if (says !== undefined) response.end(says);
      }).listen(socketPath(), resolve);
    });

  it("is asked over the socket that DOCKER_HOST names", async () => {
    await serve(JSON.stringify(answer));
    const found = await dockerRuntime({ DOCKER_HOST: `unix://${socketPath()}` }, 60_000).readLabels?.([id]);
    const daemon = `unix://${socketPath()}`;
    assert.deepEqual(found?.get(id), { ...expected, daemon }, "with the way to command it, for it is ours");
  });

  it("that hangs costs nobody else's names", async () => {
    await serve(undefined);
    const run = join(folder, "run");
    mkdirSync(run);
    const good = createServer((_, response) => response.end(JSON.stringify(answer)));
    await new Promise<void>((resolve) => good.listen(join(run, "docker.sock"), resolve));
    try {
      const env = { DOCKER_HOST: `unix://${socketPath()}`, XDG_RUNTIME_DIR: run };
      const runtimes = openRuntimes({ containers: [dockerRuntime(env, 200)], units: [], limit: 60_000 });
      const { byContainer } = await runtimes.readLabels([{ runtime: "docker", id }], []);
      assert.equal(byContainer.get(`docker://${id}`)?.name, "web");
    } finally {
      good.close();
    }
  });

  it("that is gone costs its names only", async () => {
    assert.equal((await readContainers({ socketPath: socketPath() }, 200, "docker")).size, 0);
  });
});
