/**
 * Every message between the two processes, typed, in one place. PROTOCOL.md describes each; a test
 * compares the two lists. Numbers travel only as `WirePid`, with their space.
 */
import { NotificationType, RequestType, RequestType0 } from "vscode-jsonrpc";
import type {
  WireBelow,
  WireChange,
  WireEnter,
  WireGuard,
  WireHeld,
  WireMap,
  WireName,
  WireOpened,
  WirePid,
  WirePlan,
  WireResolution,
  WireSignalled,
  WireTasks,
  WireWaited,
  WireWaiting,
} from "./wire.ts";
import type { WireLine, WireReading } from "./wireText.ts";

/** Client asks. */
export const requests = {
  /** Every space, and the generation of the map it was read from. */
  spaces: new RequestType0<WireMap, void>("pspace/spaces"),
  /** The tasks visible in a space, by its id or any words that name it. */
  tasks: new RequestType<{ readonly space: string }, WireTasks, void>("pspace/tasks"),
  /** What the journal remembers: its lines as the file has them, oldest first; none where nothing is kept. */
  history: new RequestType0<{ readonly lines: readonly string[] }, void>("pspace/history"),
  /** The threads of a process, by any tuple of it. */
  threads: new RequestType<{ readonly tuple: string }, WireTasks, void>("pspace/threads"),
  /** Which task a tuple names, in the numbers of `seenFrom` (default `host`); `at` (ISO 8601) asks the journal. */
  resolve: new RequestType<
    { readonly tuple: string; readonly seenFrom?: string; readonly at?: string },
    WireResolution,
    void
  >("pspace/resolve"),
  /** Resolves and keeps the task held, so that nobody else can pass for it, until `release`. A thread's process is held when `process` is true. */
  hold: new RequestType<{ readonly tuple: string; readonly process?: boolean }, WireHeld, void>("pspace/hold"),
  /** Begins to wait for the next task of a space that matches (see `fits` in model/match.ts); `orNow`: one that is there will do. */
  waitFor: new RequestType<
    { readonly space: string; readonly match: string; readonly orNow?: boolean },
    WireWaiting,
    void
  >("pspace/waitFor"),
  /** Answered when it is there, held and as a rule stopped at its exec, or the wait was ended. */
  waited: new RequestType<{ readonly wait: number }, WireWaited, void>("pspace/waited"),
  /** Ends a wait; nobody stays stopped. */
  endWait: new RequestType<{ readonly wait: number }, null, void>("pspace/endWait"),
  /** Lets a held task run that a wait has stopped; so does `release`. */
  go: new RequestType<{ readonly hold: number }, null, void>("pspace/go"),
  release: new RequestType<{ readonly hold: number }, null, void>("pspace/release"),
  /** Sends a signal (its number) to a held task, through its pidfd. */
  signal: new RequestType<{ readonly hold: number; readonly signal: number }, WireSignalled, void>("pspace/signal"),
  /** How the four gates stand for a held task; changes nothing. `sources` are folders of the user's own sources. */
  plan: new RequestType<
    {
      readonly hold: number;
      readonly debugger?: string;
      readonly run?: string;
      readonly image?: string;
      readonly sources: readonly string[];
    },
    WirePlan,
    void
  >("pspace/plan"),
  /** Carries out the engine's part of a plan: opens the debug port, or copies the program into `folder` (private, the caller's). */
  open: new RequestType<
    {
      readonly hold: number;
      readonly debugger: string;
      readonly run?: string;
      readonly image?: string;
      readonly folder: string;
      readonly sources: readonly string[];
    },
    WireOpened,
    void
  >("pspace/open"),
  /** Takes away what `open` put into or switched on in the held task, if anything. */
  close: new RequestType<{ readonly hold: number }, null, void>("pspace/close"),
  /** Whether the held task lives and, when asked, is traced by `tracer` or a child of it, or owns a listener on `port`. */
  guard: new RequestType<{ readonly hold: number; readonly tracer?: WirePid; readonly port?: number }, WireGuard, void>(
    "pspace/guard",
  ),
  /** Which user's process opened a loopback connection; `uid` is absent when there is no such connection. */
  connectionOwner: new RequestType<
    { readonly clientPort: number; readonly serverPort: number },
    { readonly uid?: number },
    void
  >("pspace/connectionOwner"),
  /** The command prefix that runs something inside a space; `namespaces` (mnt, net, pid, uts, ipc, user, cgroup) default to all that differ. */
  enter: new RequestType<{ readonly space: string; readonly namespaces?: readonly string[] }, WireEnter, void>(
    "pspace/enter",
  ),
  /**
   * A file or folder below the root of the task that `tuple` names (and only if its identity is `task`, where given).
   * `want`: "about", "folder" (its entries) or "bytes" (a part of the file from `offset` on).
   */
  below: new RequestType<
    {
      readonly tuple: string;
      readonly task?: string;
      readonly path: string;
      readonly want: string;
      readonly offset?: number;
    },
    WireBelow,
    void
  >("pspace/below"),
  /** Gives a space a name of the user's, or takes it back when `name` is absent. */
  name: new RequestType<{ readonly space: string; readonly name?: string }, WireName, void>("pspace/name"),
  /**
   * The process and thread numbers in some lines of a text (in order; lines between may be missing), whose they are
   * and, when `who` is true, who held each when its line was written. `edges` are its first and last five lines;
   * `told` names the space that its reader says it speaks of; `alone`: the lines before these are not to be had (a
   * terminal's), so that rows of a table are known without its header.
   */
  text: new RequestType<
    {
      readonly uri: string;
      readonly told?: string;
      readonly edges: readonly string[];
      readonly lines: readonly WireLine[];
      readonly who?: boolean;
      readonly alone?: boolean;
    },
    WireReading,
    void
  >("pspace/text"),
  /** Whether anybody is looking: only then does the engine look for changes by itself, and tells them. */
  watch: new RequestType<{ readonly on: boolean }, null, void>("pspace/watch"),
} as const;

/** Engine tells. */
export const notifications = {
  /** What is different since the generation before; only while watched. */
  changed: new NotificationType<WireChange>("pspace/changed"),
} as const;
