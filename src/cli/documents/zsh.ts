/** Completion for zsh, through its `_arguments`. */
import type { CommandOutline, Outline } from "./outline.ts";
import { kindOf, listSpaces, type Kind } from "./words.ts";

const quoted = (text: string): string => text.replace(/'/g, "’").replace(/[[\]:\\]/g, (letter) => `\\${letter}`);

function action(kind: Kind): string {
  switch (kind.is) {
    case "fixed":
      return `(${kind.words.join(" ")})`;
    case "spaces":
      return "_pspace_spaces";
    case "tuples":
      return "_pspace_tuples";
    case "files":
      return "_files";
    case "folders":
      return "_files -/";
    case "nothing":
      return "";
  }
}

function commandCase({ name, arguments: places, options }: CommandOutline): string {
  const specs = [
    ...options.map(({ flag, value, description }) => {
      const after = value === undefined ? "" : `:${value}:${action(kindOf(value))}`;
      return `'${flag}[${quoted(description)}]${after}'`;
    }),
    "'--help[say what the command does]'",
    ...places.map((place, index) => {
      const where = place.variadic ? "*" : (index + 1).toString();
      const optional = place.required || place.variadic ? "" : ":";
      return `'${where}:${optional}${quoted(place.description)}:${action(kindOf(place.name, place.choices))}'`;
    }),
  ];
  return `    ${name})\n      _arguments ${specs.join(" \\\n        ")} ;;`;
}

export function zshCompletion({ commands }: Outline): string {
  const described = commands.map(({ name, description }) => `    '${name}:${quoted(description)}'`);
  return `#compdef pspace
# zsh completion for pspace: put it into a folder of $fpath as _pspace
_pspace_spaces() {
  local -a spaces=(\${(f)"$(${listSpaces})"})
  compadd -- $spaces
}
_pspace_tuples() {
  local -a spaces=(\${(f)"$(${listSpaces})"})
  compadd -S : -- $spaces
}
_pspace() {
  local -a commands=(
${described.join("\n")}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _pspace "$@"; else compdef _pspace pspace; fi
`;
}
