/**
 * Every message between the two processes, typed, in one place. PROTOCOL.md describes each; a test
 * compares the two lists. Numbers travel only as `WirePid`, with their space.
 */
import { NotificationType, RequestType, RequestType0 } from "vscode-jsonrpc";
import type {
  WireGuard,
  WireHeld,
  WireMap,
  WireName,
  WireOpened,
  WirePid,
  WirePlan,
  WireResolution,
  WireTasks,
} from "./wire.ts";

/** Client asks. */
export const requests = {
  /** Every space, and the generation of the map it was read from. */
  spaces: new RequestType0<WireMap, void>("pspace/spaces"),
  /** The tasks visible in a space, by its id or any words that name it. */
  tasks: new RequestType<{ readonly space: string }, WireTasks, void>("pspace/tasks"),
  /** Which task a tuple names, in the numbers of `seenFrom` (default `host`). */
  resolve: new RequestType<{ readonly tuple: string; readonly seenFrom?: string }, WireResolution, void>(
    "pspace/resolve",
  ),
  /** Resolves and keeps the task held, so that nobody else can pass for it, until `release`. */
  hold: new RequestType<{ readonly tuple: string }, WireHeld, void>("pspace/hold"),
  release: new RequestType<{ readonly hold: number }, null, void>("pspace/release"),
  /** How the four gates stand for a held task; changes nothing. */
  plan: new RequestType<
    { readonly hold: number; readonly debugger?: string; readonly sources: readonly string[] },
    WirePlan,
    void
  >("pspace/plan"),
  /** Carries out the engine's part of a plan: opens the debug port, or copies the program into `folder`. */
  open: new RequestType<
    { readonly hold: number; readonly debugger: string; readonly folder: string },
    WireOpened,
    void
  >("pspace/open"),
  /** Whether the held task lives and, when `tracer` is given, is traced by that very task or a child of it. */
  guard: new RequestType<{ readonly hold: number; readonly tracer?: WirePid }, WireGuard, void>("pspace/guard"),
  /** Which user's process opened a loopback connection; `uid` is absent when there is no such connection. */
  connectionOwner: new RequestType<
    { readonly clientPort: number; readonly serverPort: number },
    { readonly uid?: number },
    void
  >("pspace/connectionOwner"),
  /** Gives a space a name of the user's, or takes it back when `name` is absent. */
  name: new RequestType<{ readonly space: string; readonly name?: string }, WireName, void>("pspace/name"),
  /** Whether anybody is looking: only then does the engine look for changes by itself. */
  watch: new RequestType<{ readonly on: boolean }, null, void>("pspace/watch"),
} as const;

/** Engine tells. */
export const notifications = {
  /** What is different since the generation before. */
  changed: new NotificationType<{
    readonly generation: number;
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
  }>("pspace/changed"),
} as const;
