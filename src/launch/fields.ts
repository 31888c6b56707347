/**
 * Where a launch configuration's text names tasks and spaces: positions in launch.json, in settings and in workspace
 * files. Pure; text that is being typed and does not parse yet gives what can be read of it.
 */
import { findNodeAtLocation, getLocation, getNodeValue, parseTree, type JSONPath, type Node } from "jsonc-parser";
import { idFields } from "../debug/tupleFields.ts";

/** A field's value may be a tuple, the words for a space, or what a task of that space is called. */
export type Holds = "tuple" | "space" | "match";

export interface LaunchField {
  readonly name: string;
  readonly holds: Holds;
  readonly value: string | number;
  /** Of the value with its quotes, in UTF-16 units from the beginning of the text. */
  readonly offset: number;
  readonly length: number;
}

/** One configuration. */
export interface LaunchEntry {
  readonly offset: number;
  readonly length: number;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly fields: readonly LaunchField[];
}

/** A value under the cursor, which may not be there yet. */
export interface Place {
  readonly holds: Holds;
  /** From the value's beginning (without its quote) to the cursor. */
  readonly typed: string;
  /** What an answer replaces. */
  readonly offset: number;
  readonly length: number;
  /** There are quotes around it already. */
  readonly quoted: boolean;
}

/** Where a file keeps its configurations; none in a file that keeps none. */
function listsOf(fileName: string): readonly JSONPath[] {
  if (fileName.endsWith("/launch.json")) return [["configurations"]];
  if (fileName.endsWith(".code-workspace"))
    return [
      ["launch", "configurations"],
      ["settings", "launch", "configurations"],
    ];
  return fileName.endsWith("/settings.json") ? [["launch", "configurations"]] : [];
}

/** The part of a configuration that counts on Linux only; see VS Code's "Platform-specific properties". */
const platform = "linux";

/** What a field of a configuration of this type may hold; absent for one that is none of our affair. */
function holdsOf(type: unknown, name: string): Holds | undefined {
  if (type !== "pspace") return (idFields as readonly string[]).includes(name) ? "tuple" : undefined;
  const own = new Map<string, Holds>([
    ["task", "tuple"],
    ["space", "space"],
    ["match", "match"],
  ]);
  return own.get(name);
}

/** Every configuration in a file, with the fields that name something. Never throws. */
export function entriesIn(text: string, fileName: string): readonly LaunchEntry[] {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  if (!tree) return [];
  return listsOf(fileName).flatMap((list) => (findNodeAtLocation(tree, list)?.children ?? []).flatMap(entryOf));
}

function entryOf(node: Node): readonly LaunchEntry[] {
  if (node.type !== "object") return [];
  const configuration = getNodeValue(node) as Record<string, unknown>;
  const special = findNodeAtLocation(node, [platform]);
  const fields = [node, special].flatMap((part) => fieldsOf(part, configuration["type"]));
  return [{ offset: node.offset, length: node.length, configuration, fields }];
}

function fieldsOf(node: Node | undefined, type: unknown): readonly LaunchField[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    const name = String(key?.value);
    const holds = holdsOf(type, name);
    const said: unknown = value?.value;
    if (!value || !holds || (typeof said !== "string" && typeof said !== "number")) return [];
    return [{ name, holds, value: said, offset: value.offset, length: value.length }];
  });
}

/** What is being typed at an offset; absent where it is nothing of ours. Never throws. */
export function placeAt(text: string, fileName: string, offset: number): Place | undefined {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const list = listsOf(fileName).find((one) => one.every((step, at) => path[at] === step));
  if (!list || isAtPropertyKey) return undefined;
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const entry = tree && findNodeAtLocation(tree, path.slice(0, list.length + 1));
  const inner = path.slice(list.length + 1).filter((step, at) => at > 0 || step !== platform);
  const [name, ...deeper] = inner;
  if (!entry || typeof name !== "string" || deeper.length > 0) return undefined;
  const type: unknown = findNodeAtLocation(entry, ["type"])?.value;
  const holds = holdsOf(type, name);
  return holds && { holds, ...spanOf(text, previousNode, offset) };
}

/** The value around the cursor, without its quotes. */
function spanOf(text: string, node: Node | undefined, cursor: number): Omit<Place, "holds"> {
  const isThere = node && node.offset <= cursor && cursor <= node.offset + node.length;
  if (!isThere || (node.type !== "string" && node.type !== "number")) {
    return { typed: "", offset: cursor, length: 0, quoted: false };
  }
  const quoted = node.type === "string";
  const from = node.offset + (quoted ? 1 : 0);
  const end = node.offset + node.length;
  const isClosed = quoted && node.length > 1 && text[end - 1] === '"';
  const until = Math.max(from, isClosed ? end - 1 : end);
  return { typed: text.slice(from, Math.max(from, cursor)), offset: from, length: until - from, quoted };
}
