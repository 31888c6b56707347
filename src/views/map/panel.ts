/** PID Spaces: Show Map. One panel, drawn again when the picture changes, alive only while it is looked at. */
import * as vscode from "vscode";
import type { Spaces } from "../../client/spaces.ts";
import type { WireTask } from "../../protocol/wire.ts";
import { drawMap } from "./drawing.ts";
import { mapPage } from "./page.ts";

export interface MapParts {
  readonly spaces: Spaces;
  /** Folder of the page's two files. */
  readonly media: vscode.Uri;
  /** A task was clicked. */
  readonly chosen: (task: WireTask) => void;
}

/** Milliseconds between two drawings. */
const pause = 1_000;

type Told = { readonly is: "ready" } | { readonly is: "chosen"; readonly task: string } | { readonly is: "export" };

export class SpaceMap implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;
  #timer: NodeJS.Timeout | undefined;
  #drawn: string | undefined;

  constructor(private readonly parts: MapParts) {}

  /** Opens the map, or comes back to it. */
  show(): void {
    if (this.#panel) this.#panel.reveal();
    else this.#open();
  }

  /** What was drawn last; absent while there is no map. For tests. */
  get drawn(): string | undefined {
    return this.#drawn;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const { spaces, media } = this.parts;
    const panel = vscode.window.createWebviewPanel(
      "pspace.map",
      vscode.l10n.t("PID Spaces: Map"),
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [media],
        retainContextWhenHidden: true,
      },
    );
    const { webview } = panel;
    const watching = spaces.watch();
    const owned = vscode.Disposable.from(
      watching,
      spaces.onRepainted(() => {
        this.#timer ??= setTimeout(() => {
          this.#draw(webview);
        }, pause);
      }),
      webview.onDidReceiveMessage((told: Told) => {
        this.#hear(webview, told);
      }),
    );
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      this.#timer = this.#panel = this.#drawn = undefined;
      owned.dispose();
    });
    this.#panel = panel;
    const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
    const own = {
      source: webview.cspSource,
      script: uri("map.js"),
      style: uri("map.css"),
      language: vscode.env.language,
    };
    webview.html = mapPage(own, vscode.l10n.t);
  }

  #draw(webview: vscode.Webview): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const svg = drawMap(this.parts.spaces.picture, {}, vscode.l10n.t);
    if (svg === this.#drawn) return;
    this.#drawn = svg;
    void webview.postMessage({ is: "drawn", svg });
  }

  #hear(webview: vscode.Webview, told: Told): void {
    const { picture } = this.parts.spaces;
    switch (told.is) {
      case "ready":
        this.#drawn = undefined;
        this.#draw(webview);
        return;
      case "chosen": {
        const task = picture.tasks.get(told.task);
        if (task) this.parts.chosen(task);
        return;
      }
      case "export":
        void exportMap(drawMap(picture, { alone: true }, vscode.l10n.t));
    }
  }
}

async function exportMap(svg: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    filters: { SVG: ["svg"] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, "pid-spaces.svg") } : {}),
  });
  if (uri) await vscode.workspace.fs.writeFile(uri, Buffer.from(svg));
}
