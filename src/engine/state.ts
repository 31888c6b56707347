/** Where the engine keeps what outlives it: `$XDG_STATE_HOME/pspace`, as the XDG base directory specification says. */
import { homedir } from "node:os";
import path from "node:path";

/** Absent where the user has no home. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment["XDG_STATE_HOME"];
  if (named !== undefined && path.isAbsolute(named)) return path.join(named, "pspace");
  const home = homeOf(environment);
  return home === undefined ? undefined : path.join(home, ".local", "state", "pspace");
}

function homeOf(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment["HOME"];
  if (named !== undefined && path.isAbsolute(named)) return named;
  try {
    return homedir();
  } catch {
    return undefined; // uid without an entry in passwd(5) and without HOME
  }
}
