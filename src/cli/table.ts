/** Columns for people: aligned, safe to print, cut to the width of a terminal. Decides nothing about what is in them. */

/** Control characters are shown as `\xNN`: a process chooses its own name, and must not write to the terminal with it. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (letter) => {
    const code = letter.charCodeAt(0).toString(16).padStart(2, "0");
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code}`;
  });
}

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

/** The table's text, with a line of titles; `width` cuts its lines (a terminal's), absent: nothing is cut. */
export function tableText<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width?: number): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.of(row))));
  const lines = [columns.map((column) => column.title), ...cells];
  const widths = columns.map((_, index) => lines.reduce((most, line) => Math.max(most, line[index]?.length ?? 0), 0));
  const written = lines.map((line) =>
    line
      .map((cell, index) => {
        const wide = widths[index] ?? 0;
        return columns[index]?.right === true ? cell.padStart(wide) : cell.padEnd(wide);
      })
      .join("  ")
      .trimEnd(),
  );
  return `${written.map((line) => (width === undefined ? line : line.slice(0, width))).join("\n")}\n`;
}
