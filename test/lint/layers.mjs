/**
 * The architecture as data: which folder may import from which, and which packages. The longest folder that
 * holds a file decides. A folder may always import from itself. ARCHITECTURE.md quotes this table.
 */

const kernelPort = ["src/engine/kernel/kernel.ts", "src/engine/kernel/attachFacts.ts", "src/engine/kernel/missing.ts"];
const wire = ["src/model", "src/protocol"];
const editorSide = [...wire, "src/snapshot", "src/client", "src/dap", "src/hosts"];

/** @type {readonly { readonly folder: string, readonly uses: readonly string[], readonly packages: readonly string[] }[]} */
export const layers = [
  { folder: "src/model", uses: [], packages: [] },
  { folder: "src/protocol", uses: ["src/model"], packages: ["vscode-jsonrpc"] },

  { folder: "src/snapshot", uses: wire, packages: [] },

  // Process 2: the engine. Never `vscode`.
  { folder: "src/engine/kernel", uses: ["src/model"], packages: ["koffi"] },
  { folder: "src/engine/runtimes", uses: ["src/model"], packages: [] },
  { folder: "src/engine/spaces", uses: ["src/model", ...kernelPort, "src/engine/runtimes/runtime.ts"], packages: [] },
  { folder: "src/engine/gates", uses: ["src/model", ...kernelPort], packages: [] },
  { folder: "src/engine/documents", uses: ["src/model"], packages: [] },
  { folder: "src/engine", uses: wire, packages: ["vscode-jsonrpc", "vscode-languageserver"] },
  {
    folder: "src/cli",
    uses: [...wire, "src/snapshot", "src/engine", "src/hosts"],
    packages: ["commander", "vscode-jsonrpc"],
  },

  // Process 1: the extension host.
  { folder: "src/dap", uses: ["src/model"], packages: ["@vscode/debugprotocol"] },
  { folder: "src/hosts", uses: ["src/model"], packages: ["vscode"] },
  {
    folder: "src/client",
    uses: [...wire, "src/hosts"],
    packages: ["vscode", "vscode-jsonrpc", "vscode-languageclient"],
  },
  { folder: "src/editor", uses: editorSide, packages: ["vscode"] },
  {
    folder: "src/debug",
    uses: [...editorSide, "src/editor"],
    packages: ["vscode", "ws", "@vscode/debugprotocol", "vscode-jsonrpc"],
  },
  { folder: "src/documents", uses: [...editorSide, "src/editor"], packages: ["vscode"] },
  { folder: "src/views", uses: [...editorSide, "src/editor"], packages: ["vscode"] },
  {
    folder: "src/commands",
    uses: [...editorSide, "src/editor", "src/views", "src/debug", "src/documents"],
    packages: ["vscode"],
  },
  {
    folder: "src/assistant",
    uses: [...editorSide, "src/editor", "src/debug", "src/views", "src/commands"],
    packages: ["vscode"],
  },
  { folder: "src/api", uses: [...wire, "src/client"], packages: [] },
  {
    folder: "src/launch",
    uses: [...editorSide, "src/editor", "src/debug", "src/views", "src/commands"],
    packages: ["vscode", "jsonc-parser"],
  },
  {
    folder: "src/extension.ts",
    uses: [
      ...editorSide,
      "src/editor",
      "src/debug",
      "src/documents",
      "src/views",
      "src/commands",
      "src/launch",
      "src/api",
      "src/assistant",
    ],
    packages: ["vscode"],
  },
];

/** The layer that a file (path from the root of the tree, `/` between) belongs to; absent for what is not in src. */
export function layerOf(file) {
  return layers
    .filter(({ folder }) => within(file, folder))
    .sort((a, b) => b.folder.length - a.folder.length)
    .at(0);
}

/** Whether a file is `place` or lies in it. */
export function within(file, place) {
  return file === place || file.startsWith(`${place}/`);
}
