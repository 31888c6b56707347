/** The daemon here is a small server of ours; the real one is met in test/kernel/specimens. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { dockerRuntime, parseContainers, readContainers } from "../../../../src/engine/runtimes/docker.ts";

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
  const serve = (says: string | undefined, status = 200): Promise<void> =>
    new Promise((resolve) => {
      server = createServer((_, response) => {
        response.statusCode = status;
        if (says !== undefined) response.end(says);
      }).listen(socketPath(), resolve);
    });

  it("is asked over the socket that DOCKER_HOST names", async () => {
    await serve(JSON.stringify(answer));
    const found = await dockerRuntime({ DOCKER_HOST: `unix://${socketPath()}` }, 60_000).readLabels?.([id]);
    const daemon = `unix://${socketPath()}`;
    assert.deepEqual(found?.get(id), { ...expected, daemon }, "with the way to command it, for it is ours");
  });

  for (const [what, says, status] of [
    ["talks nonsense", "<html>", 200],
    ["fails", '{"message":"no"}', 500],
    ["refuses", "", 403],
    ["never answers", undefined, 200],
  ] as const) {
    it(`that ${what} costs its names only`, async () => {
      await serve(says, status);
      assert.equal((await readContainers({ socketPath: socketPath() }, 200, "docker")).size, 0);
    });
  }

  it("that never stops talking costs its names only", async () => {
    await new Promise<void>((resolve) => {
      server = createServer((_, response) => {
        const more = setInterval(() => response.write(" "), 1);
        response.on("close", () => {
          clearInterval(more);
        });
      }).listen(socketPath(), resolve);
    });
    assert.equal((await readContainers({ socketPath: socketPath() }, 200, "docker")).size, 0);
  });

  it("that is gone costs its names only", async () => {
    assert.equal((await readContainers({ socketPath: socketPath() }, 200, "docker")).size, 0);
  });
});
