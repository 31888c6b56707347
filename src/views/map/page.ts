/** The map's page: no network, no inline script or style, nothing but our own two files. Pure. */
import type { Translate } from "../../editor/words.ts";
import { escaped } from "./drawing.ts";

export interface PageParts {
  /** What the webview calls its own resources. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  readonly language: string;
}

/** The whole document; the drawing comes later, as a message. */
export function mapPage({ source, script, style, language }: PageParts, t: Translate): string {
  const policy = `default-src 'none'; script-src ${source}; style-src ${source}`;
  const button = (id: string, face: string, name: string): string =>
    `<button id="${id}" title="${escaped(name)}" aria-label="${escaped(name)}">${face}</button>`;
  const search = escaped(t("Search the map"));
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(t("Map of spaces"))}</title>
</head>
<body>
<header>
<input id="search" type="search" placeholder="${search}" aria-label="${search}">
${button("smaller", "−", t("Smaller"))}${button("bigger", "+", t("Bigger"))}${button("fit", "◻", t("Fit"))}
${button("export", "SVG", t("Export as SVG"))}
<output id="said" aria-live="polite">${escaped(t("Point at a task: its number lights up in every space that sees it."))}</output>
</header>
<main id="map"></main>
<script src="${escaped(script)}"></script>
</body>
</html>`;
}
