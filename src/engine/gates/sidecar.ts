/**
 * A container of our own beside the task's, which shares its PID namespace and may trace: for whoever may command a
 * container engine but not the task, and for debug servers that only an image has. Nothing of it is put into the task's
 * container, and it is gone with its debugger. Words alone; sidecarLook.ts runs them. See docker-container-run(1).
 */
import { pidIn, type Pid } from "../../model/pid.ts";
import type { Subject } from "./gates.ts";

export interface Sidecar {
  /** Program and arguments that run `words` in it; `options` are further ones of the engine's `run`. */
  readonly run: (options: readonly string[], words: readonly string[]) => readonly string[];
  /** The task's process, as it is called in there. */
  readonly named: Pid;
  /** Its container engine's own word for itself. */
  readonly engine: "docker" | "podman";
}

export interface NoSidecar {
  readonly why: string;
  readonly cure?: string;
}

/** The name of an image, and never an option. */
const imageName = /^[a-z0-9][\w./:@-]*$/i;

const nameImage =
  'Name one that is on this machine and has sh with gdbserver, lldb-server or dlv: "image" beside "run": "sidecar", or the setting pspace.sidecarImage.';

/** `numbers`: of the task's process, outermost first (`NSpid`). */
export function sidecarFor(subject: Subject, numbers: readonly number[], image: string): Sidecar | NoSidecar {
  const { container, tuple } = subject;
  const made = container?.container;
  const engine = made?.runtime;
  if (!container || !made || (engine !== "docker" && engine !== "podman")) {
    return { why: `${tuple} is in no container of Docker's or Podman's, beside which there could be another.` };
  }
  if (engine === "docker" && made.daemon === undefined) {
    return { why: "The Docker daemon does not talk to us, so there can be no sidecar." };
  }
  if (image === "") return { why: "There is no image to make a sidecar of.", cure: nameImage };
  if (!imageName.test(image)) return { why: `"${image}" is no image's name.`, cure: nameImage };
  const named = pidIn(container.numbering, numbers[container.depth] ?? 0);
  if (!named) return { why: `The number of ${tuple} in its container is not known.` };
  const command = engine === "docker" ? ["docker", "--host", made.daemon ?? ""] : ["podman"];
  const place = [`--pid=container:${made.id}`, "--cap-add=SYS_PTRACE", "--user=0:0", "--pull=never"];
  return {
    named,
    engine,
    run: (options, [program = "", ...words]) => [
      ...[...command, "run", "--rm", "--interactive", ...place, ...options],
      ...["--entrypoint", program, image, ...words],
    ],
  };
}

/** Where the engine writes which container it made: told by its control group, whoever traces is known to be in it. */
export const sidecarId = (folder: string): string => `${folder}/sidecar`;

/** What runs a debug server in it: the private folder is where it is here, and what it puts there is for us to use. */
export function serverInSidecar(sidecar: Sidecar, words: readonly string[], folder: string): readonly string[] {
  const options = ["--network=none", "--cidfile", sidecarId(folder), "--volume", `${folder}:${folder}`];
  return sidecar.run(options, ["sh", "-c", 'umask 0; exec "$@"', "sh", ...words]);
}
