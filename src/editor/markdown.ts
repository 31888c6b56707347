/** Pieces of Markdown that hovers and tooltips are made of. Pure. */

/** Code is cut here, in characters: nobody reads a command line of a page. */
const longest = 300;

/** Text that Markdown must not read as its own. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, "\\$&");
}

/** In one line, as code. */
export function code(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  const line = short.replace(/\s+/g, " ");
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** An instant (ISO 8601) to the second, in the time of this machine; what is none stays as it is. */
export function timeText(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : date.toLocaleString();
}
