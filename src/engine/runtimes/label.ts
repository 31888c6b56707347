/** Labels are put together from parts that may be missing; here it is done once. */
import type { Alias, Group, RuntimeName } from "../../model/space.ts";
import type { Label } from "./runtime.ts";
import { memberOf, wordOf } from "./json.ts";

export function labelOf(parts: {
  readonly name?: string | undefined;
  readonly also?: readonly Alias[] | undefined;
  readonly group?: Group | undefined;
  readonly image?: string | undefined;
}): Label {
  return {
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.also === undefined || parts.also.length === 0 ? {} : { also: parts.also }),
    ...(parts.group === undefined ? {} : { group: parts.group }),
    ...(parts.image === undefined ? {} : { image: parts.image }),
  };
}

/** Where two say something of one container, the first counts. */
export function mergeLabels(first: Label | undefined, second: Label | undefined): Label {
  return { ...second, ...first };
}

/** How a container of a pod is written: `k8s://namespace/pod/container`. */
export function podAlias(namespace: string, pod: string, container: string): Alias {
  return { runtime: "k8s", name: `${namespace}/${pod}/${container}` };
}

/**
 * The project that a container's labels name: Docker Compose's own label (nerdctl and podman-compose write it too),
 * podman-compose's, or the pod that the kubelet wrote there.
 */
export function groupOfLabels(labels: unknown): Group | undefined {
  const pod = wordOf(memberOf(labels, "io.kubernetes.pod.name"));
  if (pod !== undefined) {
    return { kind: "pod", name: `${wordOf(memberOf(labels, "io.kubernetes.pod.namespace")) ?? "default"}/${pod}` };
  }
  const project =
    wordOf(memberOf(labels, "com.docker.compose.project")) ?? wordOf(memberOf(labels, "io.podman.compose.project"));
  if (project === undefined) return undefined;
  const service = serviceOf(labels);
  return { kind: "compose", name: project, ...(service === undefined ? {} : { service }) };
}

const serviceOf = (labels: unknown): string | undefined =>
  wordOf(memberOf(labels, "com.docker.compose.service")) ?? wordOf(memberOf(labels, "io.podman.compose.service"));

/** Further names that labels give: the kubelet's `ns/pod/container`, or the service of a Compose project. */
export function aliasesOfLabels(labels: unknown, runtime: RuntimeName): readonly Alias[] {
  const service = serviceOf(labels);
  return [...podAliasesOfLabels(labels), ...(service === undefined ? [] : [{ runtime, name: service }])];
}

function podAliasesOfLabels(labels: unknown): readonly Alias[] {
  const pod = wordOf(memberOf(labels, "io.kubernetes.pod.name"));
  const container = wordOf(memberOf(labels, "io.kubernetes.container.name"));
  if (pod === undefined || container === undefined) return [];
  return [podAlias(wordOf(memberOf(labels, "io.kubernetes.pod.namespace")) ?? "default", pod, container)];
}
