/** What images.mjs offers, for the tests that are written in TypeScript. */

export interface Contents {
  /** Path inside → program of this machine, copied with the libraries that it needs. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Path inside → C source here, built with -g -O0. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Words for the linker: `-static`, `-lpthread`. */
  readonly libraries?: readonly string[];
  /** Path inside → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Default true; false leaves an image without shell or libc. */
  readonly busybox?: boolean;
}

/** Makes a root file system in a folder (made if absent). */
export function makeRoot(folder: string, contents?: Contents): void;
/** The name of a Docker image with these contents, made by this call if the daemon (default: DOCKER_HOST) has none yet. */
export function ensureImage(name: string, contents?: Contents, where?: { readonly host?: string }): string;
/** `sh`, `sleep`, `ps` and the like, nothing else. */
export const busyboxContents: Contents;
/** Node of this machine besides. */
export const nodeContents: Contents;
