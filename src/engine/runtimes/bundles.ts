/**
 * What the bundle of a container (`config.json` of the OCI runtime specification) says of it: Kubernetes names under
 * containerd and CRI-O, and the names that nerdctl writes there. Pure but for the one reader.
 */
import { memberOf, parseJson, wordOf } from "./json.ts";
import { groupOfLabels, labelOf, mergeLabels, podAlias } from "./label.ts";
import { readPlainFile } from "./plainFile.ts";
import type { Label } from "./runtime.ts";

/** The annotations' names: containerd's CRI plugin, CRI-O. */
const dialects = [
  {
    kind: "io.kubernetes.cri.container-type",
    container: "io.kubernetes.cri.container-name",
    pod: "io.kubernetes.cri.sandbox-name",
    namespace: "io.kubernetes.cri.sandbox-namespace",
    image: "io.kubernetes.cri.image-name",
  },
  {
    kind: "io.kubernetes.cri-o.ContainerType",
    container: "io.kubernetes.container.name",
    pod: "io.kubernetes.pod.name",
    namespace: "io.kubernetes.pod.namespace",
    image: "io.kubernetes.cri-o.ImageName",
  },
] as const;

/** A sandbox (the pod's `pause`) is called like its pod, every other container by its own name. */
function podLabelOf(annotations: unknown): Label | undefined {
  for (const words of dialects) {
    const word = (name: keyof typeof words): string | undefined => wordOf(memberOf(annotations, words[name]));
    const pod = word("pod");
    const sandbox = word("kind") === "sandbox";
    const container = sandbox ? "POD" : word("container");
    if (pod === undefined || container === undefined) continue;
    const namespace = word("namespace") ?? "default";
    return labelOf({
      name: sandbox ? pod : container,
      also: [podAlias(namespace, pod, container)],
      group: { kind: "pod", name: `${namespace}/${pod}` },
      image: word("image"),
    });
  }
  return undefined;
}

/** The label that a bundle's text gives; empty for nonsense. Never throws. */
export function parseBundle(text: string): Label {
  const annotations = memberOf(parseJson(text), "annotations");
  const own = labelOf({
    name: wordOf(memberOf(annotations, "nerdctl/name")),
    group: groupOfLabels(annotations),
    image: wordOf(memberOf(annotations, "org.opencontainers.image.ref.name")),
  });
  return mergeLabels(podLabelOf(annotations), own);
}

/** Labels of the containers whose bundle is at the first readable of `places(id)`. */
export function readBundles(
  ids: readonly string[],
  places: (id: string) => readonly string[],
): ReadonlyMap<string, Label> {
  const found = new Map<string, Label>();
  for (const id of ids) {
    // An id comes from a control group's name, which its owner chose: it may not lead elsewhere.
    if (!/^[A-Za-z0-9_.-]+$/.test(id) || /^\.+$/.test(id)) continue;
    const text = places(id)
      .map(readPlainFile)
      .find((each) => each !== "");
    if (text !== undefined) found.set(id, parseBundle(text));
  }
  return found;
}
