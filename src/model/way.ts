/** The way in that an attach plan leads to: what to start and what to tell it. Pure data, made by the engine, carried out by whoever attaches. */

/**
 * Start `server`, open the tunnel, start `adapter` or hand `configuration` to VS Code's own, and afterwards prove
 * it as `proof` says. Every path and number in it is right for this machine; `${port}` in a text of
 * `configuration` stands for the tunnel's local port. `P` is how a number with its space is written.
 */
export interface WayOf<P> {
  readonly is: "opened";
  /** The debug type that gets `configuration`: `pspace` where `adapter` is our own to run. */
  readonly type: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  /** A debug server that listens on a private unix socket in the folder given; ready when the socket is there. */
  readonly server?: { readonly command: readonly string[]; readonly socket: string };
  /** A port in the task's own network namespace, on 127.0.0.1 there. */
  readonly tunnel?: {
    readonly port: number;
    /** Program and arguments that carry stdio to that port; one run per connection, ends when either side does. */
    readonly relay: readonly string[];
  };
  /**
   * A debug adapter to run ourselves. `stdio`: talks DAP there. `dials`: it connects to the loopback port that
   * `${dial}` in its command stands for. `tunnel`: the far end of the tunnel talks DAP itself, nothing to run.
   */
  readonly adapter?: { readonly command: readonly string[]; readonly talks: "stdio" | "dials" | "tunnel" };
  readonly proof: ProofOf<P>;
  /** What the debugger calls the process: its numbers are all of that space. Absent only where nobody asked for it. */
  readonly called?: P;
  /** What was put inside the target and must be taken away afterwards, in words. */
  readonly leaves?: readonly string[];
}

/** How to make sure that it is the task meant (law 2). */
export type ProofOf<P> =
  /** The task must be traced by a child of ours: ask `guard` with the adapter's or server's number. */
  | { readonly by: "tracer" }
  /** A Node inspector: `process.pid` and the namespace link there must be these. */
  | { readonly by: "inspector"; readonly own: P; readonly pidns?: string }
  /** The listener on the tunnel's port is the task's own descriptor: `guard` looks again. */
  | { readonly by: "listener"; readonly port: number };

/** Every way in which opening can end. */
export type OpenedOf<P> =
  | WayOf<P>
  | { readonly is: "gone" }
  | { readonly is: "missing"; readonly debugger: string; readonly install: string }
  | { readonly is: "refused"; readonly why: string };

export type GuardOf<P> =
  | { readonly is: "same" }
  | { readonly is: "gone" }
  /** Alive, but not traced by the one that should (by nobody, or by another), or not the owner of the port. */
  | { readonly is: "notTraced"; readonly by?: P };
