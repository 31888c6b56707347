/** Sources that no unit test reaches, each with what holds it instead. A folder speaks for every file below it. */

export interface Elsewhere {
  readonly place: string;
  /** Folder or file of the tests that hold it. */
  readonly by: string;
  readonly why: string;
}

const needsEditor = "Calls VS Code, which only the editor has.";
const needsKernel = "Reads the real kernel; what it parses has unit tests of its own.";
const isProgram = "Composition only; the built program is run.";

export const testedElsewhere: readonly Elsewhere[] = [
  { place: "src/model/space.ts", by: "test/unit/engine/spaces", why: "Types, and one list of names." },

  { place: "src/model/belowRoot.ts", by: "test/kernel/belowRoot.test.ts", why: "Types, and one number." },

  { place: "src/extension.ts", by: "test/editor/tree.test.ts", why: `Composition only. ${needsEditor}` },
  { place: "src/commands", by: "test/editor/commands.test.ts", why: needsEditor },
  { place: "src/client/connection.ts", by: "test/editor/tree.test.ts", why: needsEditor },
  { place: "src/client/elevated.ts", by: "test/kernel/elevation.test.ts", why: "Talks with an engine that is root." },
  { place: "src/client/plans.ts", by: "test/editor/tree.test.ts", why: needsEditor },
  { place: "src/client/spaces.ts", by: "test/editor/tree.test.ts", why: needsEditor },
  { place: "src/debug", by: "test/editor/attachNode.test.ts", why: needsEditor },
  { place: "src/editor", by: "test/editor/tree.test.ts", why: needsEditor },
  { place: "src/assistant/tools.ts", by: "test/editor/assistant.test.ts", why: needsEditor },
  { place: "src/launch", by: "test/editor/launchJson.test.ts", why: needsEditor },
  { place: "src/documents", by: "test/editor/texts.test.ts", why: needsEditor },
  { place: "src/views", by: "test/editor/tree.test.ts", why: needsEditor },

  { place: "src/cli/main.ts", by: "test/wire/pspace.test.ts", why: isProgram },
  { place: "src/cli/localEngine.ts", by: "test/wire/pspace.test.ts", why: isProgram },
  { place: "src/cli/openEngine.ts", by: "test/wire/pspace.test.ts", why: isProgram },
  { place: "src/cli/remoteEngine.ts", by: "test/wire/pspace.test.ts", why: "Starts a program behind a host's prefix." },
  { place: "src/cli/serveStdio.ts", by: "test/editor/tree.test.ts", why: isProgram },
  { place: "src/engine/arguments.ts", by: "test/editor/tree.test.ts", why: isProgram },
  { place: "src/engine/handlers.ts", by: "test/editor/tree.test.ts", why: "Translation only; typed by the messages." },
  {
    place: "src/engine/telling.ts",
    by: "test/unit/engine/live.test.ts",
    why: "What a watched engine tells, from there.",
  },
  { place: "src/engine/wire.ts", by: "test/editor/tree.test.ts", why: "Translation only; typed by the messages." },
  {
    place: "src/engine/wireText.ts",
    by: "test/wire/requests.test.ts",
    why: "Translation only; typed by the messages.",
  },
  { place: "src/engine/main.ts", by: "test/editor/tree.test.ts", why: isProgram },
  { place: "src/engine/open.ts", by: "test/editor/tree.test.ts", why: isProgram },
  { place: "src/engine/serve.ts", by: "test/editor/tree.test.ts", why: isProgram },
  { place: "src/engine/state.ts", by: "test/package/vsix.test.mjs", why: "Names one folder." },

  { place: "src/engine/waits.ts", by: "test/kernel/waitFor.test.ts", why: needsKernel },
  { place: "src/engine/whereabouts.ts", by: "test/kernel/waitFor.test.ts", why: needsKernel },
  { place: "src/engine/kernel", by: "test/kernel/kernelLooks.test.ts", why: needsKernel },
  {
    place: "src/engine/runtimes",
    by: "test/kernel",
    why: "Asks real container engines; their parsers have unit tests.",
  },
  { place: "src/engine/gates", by: "test/kernel/nodeAttach.test.ts", why: "Attaches for real." },
];
