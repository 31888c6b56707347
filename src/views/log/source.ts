/** Where a container keeps what it says: the command that prints it and goes on printing. Pure. */
import type { WireSpace } from "../../protocol/wire.ts";

export interface LogSource {
  readonly program: string;
  readonly args: readonly string[];
}

/** Lines of the past that are shown. */
const past = "5000";
/** Every line with its time: by it is told which holder of a number the line means. */
const timed = "--timestamps";

type Source = (container: string, space: WireSpace) => LogSource | undefined;

const engineLog =
  (program: string): Source =>
  (container) => ({ program, args: ["logs", "--follow", timed, "--tail", past, container] });

const journal = (...which: readonly string[]): LogSource => ({
  program: "journalctl",
  args: [...which, "--follow", "--lines", past, "--no-pager", "--output", "short-iso-precise"],
});

/** Whatever made a pod keeps its log here; see the kubelet's `--pod-log-dir`. The folder's last part is the pod's uid. */
function podLog(space: WireSpace): LogSource | undefined {
  if (space.group?.kind !== "pod") return undefined;
  const [namespace = "", pod = ""] = space.group.name.split("/");
  const container = space.name.split("/").at(-1) ?? "";
  const parts = [namespace, pod, container];
  if (!parts.every((part) => /^[\w.-]+$/.test(part))) return undefined; // they stand in a command line
  const files = `/var/log/pods/${namespace}_${pod}_*/${container}/*.log`;
  return { program: "/bin/sh", args: ["-c", `exec tail -n ${past} -F ${files}`] };
}

const sources: Readonly<Record<string, Source>> = {
  docker: engineLog("docker"),
  podman: engineLog("podman"),
  containerd: (container, space) => podLog(space) ?? engineLog("nerdctl")(container, space),
  "cri-o": (_, space) => podLog(space),
  systemd: (unit) => journal("--unit", unit),
  nspawn: (machine) => journal("--machine", machine),
};

/** Absent where nobody keeps one, or we do not know where. */
export function logSourceOf(space: WireSpace): LogSource | undefined {
  const { runtime, container } = space;
  return runtime === undefined || container === undefined ? undefined : sources[runtime]?.(container, space);
}

/** The space itself or the one around it that has a log: what runs in a namespace inside a container speaks there. */
export function loggedSpace(spaces: ReadonlyMap<string, WireSpace>, space: WireSpace): WireSpace | undefined {
  for (let at: WireSpace | undefined = space; at; at = at.parent === undefined ? undefined : spaces.get(at.parent)) {
    if (logSourceOf(at)) return at;
  }
  return undefined;
}
