/** Completion for bash 4 and later. A colon breaks words there, so a tuple arrives as three; the script puts it together again. */
import type { CommandOutline, Outline } from "./outline.ts";
import { kindOf, listSpaces, type Kind } from "./words.ts";

const opening = `# bash completion for pspace: source it, or put it into /usr/share/bash-completion/completions/pspace
_pspace_spaces() { ${listSpaces}; }

_pspace() {
  local line=\${COMP_LINE:0:COMP_POINT} words=() word cur prev command= index=0 place=0 skip=
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  cur=\${words[-1]}
  prev=\${words[-2]}
  for ((index = 1; index < \${#words[@]} - 1; index++)); do
    word=\${words[index]}
    if [[ -n $skip ]]; then skip=
    elif [[ $word == -* ]]; then
      case $word in`;

const middle = `
      esac
    elif [[ -z $command ]]; then command=$word
    else ((place++)); fi
  done
  local found=()
  _pspace_words() { # not compgen -W, which would expand what it is given
    local one list
    read -rd '' -a list <<<"$1"
    for one in "\${list[@]}"; do [[ $one == "$cur"* ]] && found+=("$one"); done
  }
  _pspace_tuples() {
    compopt -o nospace
    _pspace_words "$(_pspace_spaces | sed 's/$/:/')"
  }
  case $command/$prev in`;

const closing = `
  esac
  # What is before the last colon is already on the line.
  local colon= one
  [[ $COMP_WORDBREAKS == *:* ]] && colon=\${cur%"\${cur##*:}"}
  COMPREPLY=()
  for one in "\${found[@]}"; do COMPREPLY+=("\${one#"$colon"}"); done
}
complete -F _pspace pspace
`;

/** The lines that fill `found` for one place. */
function fill(kind: Kind): string {
  switch (kind.is) {
    case "fixed":
      return `_pspace_words "${kind.words.join(" ")}"`;
    case "spaces":
      return '_pspace_words "$(_pspace_spaces)"';
    case "tuples":
      return "_pspace_tuples";
    case "files":
      return 'compopt -o filenames; mapfile -t found < <(compgen -f -- "$cur")';
    case "folders":
      return 'compopt -o filenames; mapfile -t found < <(compgen -d -- "$cur")';
    case "nothing":
      return ":";
  }
}

const optionCases = (command: CommandOutline): readonly string[] =>
  command.options.flatMap(({ flag, value }) =>
    value === undefined ? [] : [`    ${command.name}/${flag}) ${fill(kindOf(value))} ;;`],
  );

function placeCases(command: CommandOutline): string {
  const flags = [...command.options.map((option) => option.flag), "--help"].join(" ");
  const places = command.arguments.map(
    ({ name, choices, variadic }, index) =>
      `        ${variadic ? "*" : index.toString()}) ${fill(kindOf(name, choices))} ;;\n`,
  );
  return `    ${command.name}/*)
      if [[ $cur == -* ]]; then _pspace_words "${flags}"
      else case $place in
${places.join("")}      esac; fi ;;`;
}

export function bashCompletion({ commands }: Outline): string {
  const valued = [
    ...new Set(commands.flatMap(({ options }) => options.filter((option) => option.value !== undefined))),
  ].map((option) => option.flag);
  const names = [...commands.map((command) => command.name), "--help", "--version"].join(" ");
  return [
    opening,
    `        ${[...new Set(valued)].join("|")}) skip=1 ;;`,
    middle.slice(1),
    `    /*) _pspace_words "${names}" ;;`,
    ...commands.flatMap(optionCases),
    ...commands.map(placeCases),
    closing.slice(1),
  ].join("\n");
}
