/**
 * A way to a port in another network namespace: loopback on a random port here, one relay per connection there. The
 * relay runs on stdio inside the target's network namespace. A connection that another user made is dropped before
 * a byte passes, since a debug port obeys whoever reaches it.
 */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Child } from "./child.ts";
import { limits } from "./limits.ts";

export interface TunnelUse {
  /** Program and arguments that carry stdio to the port. */
  readonly relay: readonly string[];
  /** Whether a connection comes from our own user: by its own port and ours. Rejection counts as no. */
  readonly isOurs: (clientPort: number, serverPort: number) => Promise<boolean>;
  readonly log: (text: string) => void;
}

export class Tunnel {
  private readonly connections = new Set<{ readonly socket: Socket; readonly relay: Child | undefined }>();

  private constructor(
    private readonly server: Server,
    private readonly use: TunnelUse,
  ) {
    server.on("connection", (socket) => {
      void this.accept(socket);
    });
  }

  /** Rejects where loopback cannot be listened on. */
  static async open(use: TunnelUse): Promise<Tunnel> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((done, fail) => {
      server.once("error", fail);
      server.listen(0, "127.0.0.1", done);
    });
    server.on("error", (error) => {
      use.log(`tunnel: ${error.message}`);
    });
    return new Tunnel(server, use);
  }

  /** On 127.0.0.1 of our own network namespace. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection and every relay; resolves when they are gone, or do not go within the limit. */
  async close(): Promise<void> {
    const closed = new Promise<void>((done) =>
      this.server.close(() => {
        done();
      }),
    );
    const relays = [...this.connections].map(({ socket, relay }) => {
      socket.destroy();
      return relay?.ended;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => (timer = setTimeout(done, limits.farewell)));
    await Promise.race([Promise.all([closed, ...relays]), late]);
    clearTimeout(timer);
  }

  private async accept(socket: Socket): Promise<void> {
    socket.on("error", (error) => {
      this.use.log(`tunnel: ${error.message}`);
    });
    const ours = await this.use.isOurs(socket.remotePort ?? 0, this.port).catch(() => false);
    if (!ours || socket.destroyed || !this.server.listening) {
      if (!ours) this.use.log("tunnel: a connection that is not our own user's was refused");
      socket.destroy();
      return;
    }
    this.carry(socket);
  }

  private carry(socket: Socket): void {
    const relay = new Child(this.use.relay);
    const connection = { socket, relay };
    this.connections.add(connection);
    socket.pipe(relay.process.stdin);
    relay.process.stdout.pipe(socket);
    socket.on("close", () => {
      relay.process.stdin.end();
      relay.process.kill(); // holds no breakpoints; what its far end must still be told, it says before it ends
    });
    void relay.ended.then((how) => {
      this.connections.delete(connection);
      if (relay.lastWords() !== "") this.use.log(`tunnel: ${how}`);
      socket.end();
    });
  }
}
