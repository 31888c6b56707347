/** What layers.mjs offers, for the tests that are written in TypeScript. */

export interface Layer {
  readonly folder: string;
  readonly uses: readonly string[];
  readonly packages: readonly string[];
}

export const layers: readonly Layer[];
/** The layer that a file (path from the root of the tree) belongs to; absent for what is not in src. */
export function layerOf(file: string): Layer | undefined;
/** Whether a file is `place` or lies in it. */
export function within(file: string, place: string): boolean;
