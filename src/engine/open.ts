/** Puts an engine together for this machine: builds each part once, upstream first, and decides nothing. */
import path from "node:path";
import { Engine } from "./engine.ts";
import { openGates } from "./gates/attach.ts";
import type { ForUser } from "./gates/broker.ts";
import { elevatedGates } from "./gates/elevated.ts";
import { Journal } from "./journal/journal.ts";
import { openLinux } from "./kernel/linux.ts";
import { Names } from "./names.ts";
import { openRuntimes } from "./runtimes/table.ts";
import { stateFolder } from "./state.ts";

export interface EngineOptions {
  /** Another mounted procfs, whose numbers are then those of `host`. */
  readonly proc?: string;
  /** Where names and the journal are kept; default the user's own state folder. */
  readonly state?: string;
  /** We are root for this user: nothing is kept, and what is handed over is the user's. */
  readonly user?: ForUser;
}

/** Looks at nothing yet: the first question does. */
export function openEngine({ proc, user, ...options }: EngineOptions = {}): Engine {
  const state = user ? undefined : (options.state ?? stateFolder());
  const kernel = openLinux(proc === undefined ? {} : { proc });
  const names = new Names(state === undefined ? undefined : path.join(state, "names.json"));
  return new Engine({
    kernel,
    runtimes: openRuntimes(),
    ...(state === undefined ? {} : { journal: new Journal(state, kernel) }),
    gates: user ? elevatedGates(openGates(kernel), kernel, user) : openGates(kernel),
    names,
  });
}
