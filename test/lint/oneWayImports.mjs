/** Lint rule: facts flow one way. Reads the layer table and names the layer in its message. */
import path from "node:path";
import { layerOf, within } from "./layers.mjs";

const packageOf = (words) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(words)?.[0] ?? words;

export const oneWayImports = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      layer: "{{from}} may not import {{to}}: it may use {{allowed}} (test/lint/layers.mjs).",
      package: "{{from}} may not import the package {{to}}: it may use {{allowed}} (test/lint/layers.mjs).",
      outside: "src may not import {{to}}, which is not in src.",
      unknown: "{{file}} is in no layer of test/lint/layers.mjs.",
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const layer = layerOf(file);
    if (layer === undefined) {
      return { Program: (node) => context.report({ node, messageId: "unknown", data: { file } }) };
    }
    const say = (node, messageId, to, allowed) =>
      context.report({ node, messageId, data: { from: layer.folder, to, allowed: allowed.join(", ") || "nothing" } });
    const judge = (node) => {
      const words = node?.value;
      if (typeof words !== "string" || words.startsWith("node:")) return;
      if (!words.startsWith(".")) {
        const name = packageOf(words);
        if (!layer.packages.includes(name)) say(node, "package", name, layer.packages);
        return;
      }
      const to = path.posix.join(path.posix.dirname(file), words);
      if (!within(to, "src")) say(node, "outside", to, []);
      else if (layerOf(to) !== layer && !layer.uses.some((place) => within(to, place)) && !engineWhole(layer, to))
        say(node, "layer", to, layer.uses);
    };
    return {
      ImportDeclaration: ({ source }) => judge(source),
      ImportExpression: ({ source }) => judge(source),
      ExportAllDeclaration: ({ source }) => judge(source),
      ExportNamedDeclaration: ({ source }) => judge(source),
    };
  },
};

/** What lies directly in a folder may use every folder below it: `src/engine/main.ts` wires all of the engine. */
function engineWhole(layer, to) {
  return within(to, layer.folder);
}
