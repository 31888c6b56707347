/**
 * What two extensions publish as the properties of their attach configurations: names and kinds, read from CodeLLDB
 * 1.12.2 (its arguments of the attach request) and from the C/C++ extension 1.34.0 (its manifest, `cppdbg`).
 */

export type Kind = "text" | "texts" | "yesOrNo" | "number" | "numberOrText" | "textByText" | "commands" | "other";

export const published: Readonly<Record<"lldb" | "cppdbg", Readonly<Record<string, Kind>>>> = {
  lldb: {
    name: "text",
    program: "text",
    pid: "numberOrText",
    waitFor: "yesOrNo",
    stopOnEntry: "yesOrNo",
    targetCreateCommands: "texts",
    processCreateCommands: "texts",
    sourceMap: "textByText",
    expressions: "text",
    initCommands: "texts",
    preRunCommands: "texts",
    postRunCommands: "texts",
    gracefulShutdown: "other",
    preTerminateCommands: "texts",
    exitCommands: "texts",
    sourceLanguages: "texts",
    reverseDebugging: "yesOrNo",
    relativePathBase: "text",
    breakpointMode: "text",
  },
  cppdbg: {
    targetArchitecture: "text",
    visualizerFile: "text",
    showDisplayString: "yesOrNo",
    additionalSOLibSearchPath: "text",
    MIMode: "text",
    miDebuggerPath: "text",
    miDebuggerArgs: "text",
    miDebuggerServerAddress: "text",
    useExtendedRemote: "yesOrNo",
    program: "text",
    processId: "numberOrText",
    filterStdout: "yesOrNo",
    filterStderr: "yesOrNo",
    sourceFileMap: "textByText",
    debuginfod: "other",
    logging: "other",
    pipeTransport: "other",
    setupCommands: "commands",
    symbolLoadInfo: "other",
    variables: "textByText",
    deploySteps: "other",
  },
};

/** Fields without which the extension refuses the configuration. */
export const required: Readonly<Record<"lldb" | "cppdbg", readonly string[]>> = { lldb: [], cppdbg: ["program"] };

const isText = (value: unknown): boolean => typeof value === "string";
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isKind: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: isText,
  texts: (value) => Array.isArray(value) && value.every(isText),
  yesOrNo: (value) => typeof value === "boolean",
  number: Number.isInteger,
  numberOrText: (value) => isText(value) || Number.isInteger(value),
  textByText: (value) => isPlain(value) && Object.values(value).every(isText),
  commands: (value) => Array.isArray(value) && value.every((each) => isPlain(each) && isText(each["text"])),
  other: () => true,
};
