/** The smallest thing that would open a shut permission gate, in the spelling of whatever runs the container. Pure. */
import type { Space } from "../../model/space.ts";
import type { Credentials } from "./credentials.ts";

/** What this container is called at its runtime's command line. */
function nameOf(container: Space): string {
  return container.container?.name ?? container.container?.id.slice(0, 12) ?? container.name;
}

/** How a paused container goes on. */
export function thawLine(container: Space | undefined): string {
  const runtime = container?.container?.runtime;
  if (container && runtime === "docker" && container.container?.group?.kind === "compose") {
    return `Let it go on: docker unpause ${nameOf(container)} (or docker compose unpause).`;
  }
  if (container && (runtime === "docker" || runtime === "podman")) {
    return `Let it go on: ${runtime} unpause ${nameOf(container)}.`;
  }
  if (container && runtime === "systemd") return `Let it go on: systemctl thaw ${nameOf(container)}.`;
  if (container && runtime === "lxc") return `Let it go on: lxc-unfreeze -n ${nameOf(container)}.`;
  return "Thaw its control group: write 0 to cgroup.freeze (version 2) or THAWED to freezer.state (version 1).";
}

/** Gives one container the right to trace, and nothing else to anybody. */
export function grantLine(container: Space | undefined): string {
  const made = container?.container;
  if (made?.group?.kind === "pod" || made?.runtime === "k8s") {
    return 'Add to this one container of the pod: securityContext: { capabilities: { add: ["SYS_PTRACE"] } }.';
  }
  if (made?.group?.kind === "compose") return "Add to this one service: cap_add: [SYS_PTRACE].";
  if (made?.runtime === "docker" || made?.runtime === "podman") {
    return `Start this one container with: ${made.runtime} run --cap-add=SYS_PTRACE …`;
  }
  return "Give the place where the debugger runs the capability CAP_SYS_PTRACE.";
}

/** More rights for the small part that needs them: the engine and the debug server, not the editor. */
export function elevateLine(own: Credentials, container: Space | undefined, instead = ""): string {
  if (own.noNewPrivileges) {
    return `Attach from outside of this sandbox, as root: no_new_privs is set here, so that sudo cannot help${instead}.`;
  }
  if (own.uids[1] === 0) return grantLine(container);
  return `Attach elevated (sudo)${instead}.`;
}

/** For the container that the editor and its debuggers are in, not the task's. */
export const filterLine =
  "Start this one container, the debugger's own, with a profile that allows it: docker run --cap-add=SYS_PTRACE …, or --security-opt seccomp=FILE.";

/** A security module's own words for letting one container be traced. */
export function unconfineLine(container: Space | undefined, label: string | undefined): string {
  const runtime = container?.container?.runtime;
  const selinux = label !== undefined && label.split(":").length >= 4;
  if (runtime === "docker" || runtime === "podman") {
    return `Start this one container with: ${runtime} run --security-opt ${selinux ? "label=disable" : "apparmor=unconfined"} …`;
  }
  return selinux
    ? "Look for the denial in the audit log (ausearch -m avc)."
    : "Look for the denial in the kernel's log.";
}
