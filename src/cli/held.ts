/** A task held while a command is at it, so that no other can take its number meanwhile (law 2). */
import type { WireHeld } from "../protocol/wire.ts";
import type { Outcome } from "./outcome.ts";
import { outcomeOf } from "./prose.ts";
import type { Use } from "./use.ts";

type Held = Extract<WireHeld, { readonly is: "found" }>;

/** Runs `act` while the task of `tuple` (or its process) is held; says why not where there is none. */
export async function whileHeld(
  use: Use,
  tuple: string,
  process: boolean,
  act: (held: Held) => Promise<Outcome>,
): Promise<Outcome> {
  const { asks } = await use.engine();
  const held = await asks.hold({ tuple, process });
  if (held.is !== "found") return outcomeOf(held);
  try {
    return await act(held);
  } finally {
    await asks.release({ hold: held.hold });
  }
}
