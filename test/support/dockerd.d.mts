/** What dockerd.mjs offers, for the tests that are written in TypeScript. */

export interface Dockerd {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** Socket of its containerd; Docker's containers are in its namespace `moby`. */
  readonly containerd: string;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Why no daemon can be started here; undefined where it can. */
export function whyNoDockerd(): string | undefined;
/** Starts one and waits until it answers. */
export function startDockerd(): Promise<Dockerd>;
