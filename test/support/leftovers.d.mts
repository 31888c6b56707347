/** When a process started, in clock ticks since boot; empty for none, and for a zombie. */
export function startTimeOf(nr: number | string): string;
