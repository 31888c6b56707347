/**
 * A container whose worker is started anew three times, always under number 17: by a signal, by the code that a shell
 * makes of one, and well; the fourth lives. Each ends when it is told to.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { dockerSpecimen } from "./docker.ts";
import { busyboxContents, ensureImage } from "./images.mjs";
import type { Specimen } from "./specimen.ts";

/** Pauses keep what a worker says away from the moment in which the number changes hands. */
const supervisor = `
for i in 1 2 3 4; do
  sleep 0.3
  echo 16 > /proc/sys/kernel/ns_last_pid
  sh -c 'sleep 0.3; echo "pid $$ is life '$i'"; until [ -e /told/'$i' ]; do sleep 0.1; done; . /told/'$i &
  wait $!
done
`;

/** How each of the first three ends. */
export const endings = ["kill -SEGV $$", "exit 139", "exit 0"] as const;

export interface Restarts {
  readonly specimen: Specimen;
  /** Ends the life of this number, from 1, and so begins the next. */
  readonly endLife: (life: number) => void;
  readonly remove: () => void;
}

export async function restartingContainer(): Promise<Restarts> {
  const told = mkdtempSync(path.join(os.tmpdir(), "pst-told-"));
  const image = ensureImage("busybox", busyboxContents);
  // So it may say which number its next process gets.
  const rights = ["--cap-add=SYS_ADMIN", "--security-opt=systempaths=unconfined"];
  const options = [...rights, "--volume", `${told}:/told`, "--log-driver=json-file"];
  const specimen = await dockerSpecimen({ image, options, command: ["sh", "-c", supervisor] });
  return {
    specimen,
    endLife: (life) => {
      writeFileSync(path.join(told, life.toString()), endings[life - 1] ?? "");
    },
    remove: () => {
      rmSync(told, { recursive: true, force: true });
    },
  };
}
