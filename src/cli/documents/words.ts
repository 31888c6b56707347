/** What can stand in a place of the command line, by the name of its argument: for every shell the same. */
import { debuggerNames, runPlaces } from "../../model/plan.ts";
import { signalNames } from "../signals.ts";
import type { ArgumentOutline } from "./outline.ts";

/** `fixed` words are in the script; `spaces` are asked of `pspace spaces` when the key is pressed; a tuple is a space, a colon and a number. */
export type Kind =
  | { readonly is: "fixed"; readonly words: readonly string[] }
  | { readonly is: "spaces" }
  | { readonly is: "tuples" }
  | { readonly is: "files" }
  | { readonly is: "folders" }
  | { readonly is: "nothing" };

export function kindOf(name: string, choices: ArgumentOutline["choices"] = []): Kind {
  if (choices.length > 0) return { is: "fixed", words: choices };
  switch (name) {
    case "space":
      return { is: "spaces" };
    case "tuple":
      return { is: "tuples" };
    case "signal":
      return { is: "fixed", words: signalNames };
    case "debugger":
      return { is: "fixed", words: debuggerNames };
    case "place":
      return { is: "fixed", words: runPlaces };
    case "file":
    case "before":
    case "after":
    case "program":
      return { is: "files" };
    case "folder":
      return { is: "folders" };
    default:
      return { is: "nothing" };
  }
}

/** Prints the words that name each space, one a line: the first column of the table. */
export const listSpaces = "pspace spaces 2>/dev/null | sed -e 1d -e 's/ .*//'";
