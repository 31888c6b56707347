/** Programs of our own that the engine starts beside itself. */
import { existsSync } from "node:fs";
import path from "node:path";

/** Beside our own bundle, or one folder up from a bundle of tests; undefined for an engine that came as text. */
export function findOwn(name: string): string | undefined {
  return [path.join(__dirname, name), path.join(__dirname, "..", name)].find(existsSync);
}
