/** Completion for fish. */
import type { CommandOutline, Outline } from "./outline.ts";
import { kindOf, listSpaces, type Kind } from "./words.ts";

const quoted = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;

/** The options of `complete` that offer the words of one place. */
function offers(kind: Kind): string {
  switch (kind.is) {
    case "fixed":
      return `-f -a ${quoted(kind.words.join(" "))}`;
    case "spaces":
      return "-f -a '(__pspace_spaces)'";
    case "tuples":
      return "-f -a '(__pspace_tuples)'";
    case "files":
      return "-F";
    case "folders":
      return "-f -a '(__fish_complete_directories)'";
    case "nothing":
      return "-f";
  }
}

function commandLines({ name, arguments: places, options }: CommandOutline): readonly string[] {
  const here = `__fish_seen_subcommand_from ${name}`;
  return [
    ...options.map(({ flag, value, description }) => {
      const after = value === undefined ? "" : ` -r ${offers(kindOf(value))}`;
      return `complete -c pspace -n ${quoted(here)} -l ${flag.slice(2)} -d ${quoted(description)}${after}`;
    }),
    ...places.map((place, index) => {
      const where = place.variadic ? here : `${here}; and __pspace_place ${index.toString()}`;
      return `complete -c pspace -n ${quoted(where)} ${offers(kindOf(place.name, place.choices))}`;
    }),
  ];
}

export function fishCompletion({ commands }: Outline): string {
  return [
    "# fish completion for pspace: put it into ~/.config/fish/completions/pspace.fish",
    `function __pspace_spaces; ${listSpaces}; end`,
    "function __pspace_tuples; __pspace_spaces | sed 's/$/:/'; end",
    "# Whether so many arguments of the command stand before the cursor.",
    "function __pspace_place",
    "  set -l words (commandline -opc)[3..-1]",
    "  set -l before (string match -v -- '-*' $words)",
    "  test (count $before) -eq $argv[1]",
    "end",
    "complete -c pspace -f",
    ...commands.map(
      ({ name, description }) => `complete -c pspace -n '__fish_use_subcommand' -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap(commandLines),
    "",
  ].join("\n");
}
