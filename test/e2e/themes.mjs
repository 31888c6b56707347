/** Colour themes in a workbench: changing them, and how well what is on the screen can be read in them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** VS Code's own theme of each kind, and the class that the workbench has while it shows one. */
export const themes = [
  { name: "dark", theme: "Dark Modern", shows: "vs-dark" },
  { name: "light", theme: "Light Modern", shows: "vs" },
  { name: "high-contrast", theme: "Default High Contrast", shows: "hc-black" },
  { name: "high-contrast-light", theme: "Default High Contrast Light", shows: "hc-light" },
];

/** Changes the folder's setting; the workbench takes it in by itself, so nothing loses the focus. */
export async function showTheme(wb, folder, { theme, shows }, others = {}) {
  const settings = path.join(folder, ".vscode");
  mkdirSync(settings, { recursive: true });
  writeFileSync(path.join(settings, "settings.json"), JSON.stringify({ "workbench.colorTheme": theme, ...others }));
  await wb.page.locator(`.monaco-workbench.${shows}`).waitFor({ timeout: 180_000 });
}

/**
 * How each thing that `selector` finds stands out from what is behind it, as WCAG 2 reckons: 1 is not at all, 21 is
 * black on white. `target` is a page or a frame. An SVG's text lies on the filled shapes of its groups.
 */
export function contrasts(target, selector) {
  return target.locator(selector).evaluateAll((elements) => {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], [br, bg, bb]) => [r * a + br * (1 - a), g * a + bg * (1 - a), b * a + bb * (1 - a), 1];
    const light = (rgb) => {
      const [r, g, b] = rgb.slice(0, 3).map((byte) => {
        const share = byte / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    // A webview's page is transparent; what it lies on has this colour.
    const page = channels(
      getComputedStyle(document.documentElement).getPropertyValue("--vscode-editor-background") || "#fff",
    );
    const faded = ([r, g, b, a], by) => [r, g, b, a * by];
    const groundOf = (element) => {
      const style = getComputedStyle(element);
      const shape = element.tagName === "g" ? element.querySelector(":scope > rect") : undefined;
      if (!shape) return channels(style.backgroundColor);
      const { fill, fillOpacity } = getComputedStyle(shape);
      return faded(channels(fill), Number(fillOpacity));
    };
    const behind = (element) => {
      if (!element) return page;
      const own = groundOf(element);
      return own[3] === 1 ? own : over(own, behind(element.parentElement));
    };
    const opacity = (element) =>
      element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
    return elements
      .filter((element) => element.getClientRects().length > 0 && element.textContent.trim() !== "")
      .map((element) => {
        const style = getComputedStyle(element);
        const ground = behind(element.tagName === "text" ? element.parentElement : element);
        const ink = channels(element.tagName === "text" ? style.fill : style.color);
        const [a, b] = [light(over(faded(ink, opacity(element)), ground)), light(ground)];
        return { text: element.textContent.trim(), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
      });
  });
}
