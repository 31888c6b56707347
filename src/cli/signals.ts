/** Signals by name and number, as signal(7) has them on this machine. */
import { constants } from "node:os";

const numbers: Readonly<Record<string, number>> = constants.signals;

/** Highest real-time signal on Linux; see signal(7). */
const highest = 64;

/** `SIGTERM`, `term` or `15` → 15; undefined for anything else. Signal 0 is refused: it sends nothing. */
export function parseSignal(text: string): number | undefined {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return number >= 1 && number <= highest ? number : undefined;
  }
  const name = text.toUpperCase();
  return numbers[name.startsWith("SIG") ? name : `SIG${name}`];
}

/** `SIGTERM` for 15; `signal 40` for one without a name of its own. */
export function signalName(number: number): string {
  const found = Object.entries(numbers).find(([, value]) => value === number);
  return found?.[0] ?? `signal ${number.toString()}`;
}

/** Every name that `parseSignal` knows, for completion. */
export const signalNames: readonly string[] = Object.keys(numbers);
