/** The kinds of namespaces that a terminal can enter, each with what it is good for. Pure. */
import type { Translate } from "../editor/words.ts";

/** As the request `enter` and nsenter(1) spell them. */
export const namespaceKinds = ["mnt", "net", "pid", "ipc", "uts", "user", "cgroup"] as const;
export type NamespaceKind = (typeof namespaceKinds)[number];

export interface NamespaceChoice {
  readonly namespace: NamespaceKind;
  readonly label: string;
  readonly description: string;
  readonly picked: boolean;
}

/** All are chosen until somebody takes one away. */
export function namespaceChoices(t: Translate): readonly NamespaceChoice[] {
  const words: Readonly<Record<NamespaceKind, string>> = {
    mnt: t("files and mounts; without it your own tools are at hand"),
    net: t("network: its addresses, ports and loopback"),
    pid: t("process numbers"),
    ipc: t("shared memory and message queues"),
    uts: t("host name"),
    user: t("users and capabilities"),
    cgroup: t("view of control groups"),
  };
  return namespaceKinds.map((kind) => ({
    namespace: kind,
    label: kind,
    description: words[kind],
    picked: true,
  }));
}
