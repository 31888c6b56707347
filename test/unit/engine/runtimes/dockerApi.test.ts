/** Daemons that are slow, gone, hostile or talk nonsense, each a real server at a real socket. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askDaemon } from "../../../../src/engine/runtimes/dockerApi.ts";

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const megabyte = Buffer.alloc(1 << 20, " ");

/** Writes for as long as somebody listens. */
function pour(socket: Socket): void {
  while (socket.writable && socket.write(megabyte));
  socket.once("drain", () => {
    pour(socket);
  });
}

const bad: Readonly<Record<string, (socket: Socket) => void>> = {
  "never answers": () => undefined,
  "hangs up at once": (socket) => socket.destroy(),
  "hangs up without an answer": (socket) => socket.once("data", () => socket.end()),
  "hangs up within its answer": (socket) => socket.end(`${head}Content-Length: 100\r\n\r\n[{"Id":`),
  "stops within its answer": (socket) => socket.write(`${head}Content-Length: 100\r\n\r\n[{"Id":`),
  "never stops talking": (socket) => {
    socket.write(`${head}\r\n`);
    pour(socket);
  },
  "never stops naming": (socket) => {
    socket.write(head);
    pour(socket);
  },
  "speaks another language": (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
  "shows a page": (socket) => socket.end(`${head}Content-Length: 6\r\n\r\n<html>`),
  fails: (socket) => socket.end("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\n[]"),
  refuses: (socket) => socket.end("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\n[]"),
};

describe("a question to a daemon", () => {
  let folder: string;
  let server: Server | undefined;
  const open = new Set<Socket>();
  const socketPath = (): string => join(folder, "d.sock");
  const serve = (act: (socket: Socket) => void): Promise<void> =>
    new Promise((resolve) => {
      server = createServer((socket) => {
        open.add(socket);
        socket.on("error", () => undefined);
        act(socket);
      }).listen(socketPath(), resolve);
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
  });
  afterEach(() => {
    for (const socket of open) socket.destroy();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  it("is answered", async () => {
    await serve((socket) => socket.end(`${head}Content-Length: 2\r\n\r\n[]`));
    assert.deepEqual(await askDaemon({ socketPath: socketPath() }, "/containers/json", 60_000), []);
  });

  for (const [what, act] of Object.entries(bad)) {
    it(`that ${what} has no answer, and nobody waits for one`, async () => {
      await serve(act);
      const begun = performance.now();
      const before = process.memoryUsage().rss;
      assert.equal(await askDaemon({ socketPath: socketPath() }, "/containers/json", 150), undefined);
      assert.ok(performance.now() - begun < 5000, "it took too long");
      assert.ok(process.memoryUsage().rss - before < 400 << 20, "it took too much");
    });
  }

  it("that is gone has no answer", async () => {
    assert.equal(await askDaemon({ socketPath: socketPath() }, "/containers/json", 60_000), undefined);
  });
});
