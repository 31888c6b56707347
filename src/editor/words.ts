/** How the pure halves say something to a person: they are given this instead of the editor's own `l10n.t`. */

/** The text in the person's language, with {0}, {1} … filled in. Texts are literals, so that a test can find them all. */
export type Translate = (text: string, ...parts: (string | number)[]) => string;

/** The text as it stands, for tests and where no editor is. */
export const plain: Translate = (text, ...parts) =>
  text.replace(/\{(\d+)\}/g, (whole, at: string) => String(parts[Number(at)] ?? whole));
