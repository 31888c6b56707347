/**
 * Entry of the extension host: builds each object once, upstream first, and decides nothing. What depends on
 * what can be read from top to bottom.
 */
import * as vscode from "vscode";
import { apiOf } from "./api/api.ts";
import type { PidSpaces } from "./api/pspace.d.ts";
import { registerTools, toolsOf, type Tools } from "./assistant/tools.ts";
import { Connection, type Health } from "./client/connection.ts";
import { Spaces } from "./client/spaces.ts";
import { findTask } from "./commands/findTask.ts";
import { LinkHandler, registerLinks } from "./commands/followLink.ts";
import { registerCommands } from "./commands/register.ts";
import { leadTo } from "./commands/showNumber.ts";
import { commandTable } from "./commands/table.ts";
import { elevationBy } from "./debug/elevation.ts";
import { registerDocuments, type Documents } from "./documents/register.ts";
import { registerDebugging, type Debugging } from "./debug/register.ts";
import { sourceFolders } from "./debug/tools.ts";
import { openLog } from "./editor/log.ts";
import { engineDied } from "./editor/prose.ts";
import { sayProblem, saySentence } from "./editor/say.ts";
import { onEngineSettings, engineProgram } from "./editor/settings.ts";
import { showStatus } from "./editor/status.ts";
import { registerLaunch } from "./launch/register.ts";
import { registerTaskFiles } from "./views/files/provider.ts";
import { LogDocuments } from "./views/log/documents.ts";
import type { WireTask } from "./protocol/wire.ts";
import type { WireHolder } from "./protocol/wireText.ts";
import { SpaceMap } from "./views/map/panel.ts";
import { Picker } from "./views/picker.ts";
import { NumberTerminalLinks } from "./views/terminal/links.ts";
import { followSessions } from "./views/sessions.ts";
import { Comparisons } from "./views/snapshot/comparison.ts";
import { SnapshotView } from "./views/snapshot/view.ts";
import { Sidebar } from "./views/sidebar.ts";

/** What tests of this extension, and nobody else, take hold of besides. */
export interface Extension extends PidSpaces {
  readonly connection: Connection;
  readonly spaces: Spaces;
  readonly sidebar: Sidebar;
  readonly debugging: Debugging;
  readonly map: SpaceMap;
  readonly documents: Documents;
  readonly snapshot: SnapshotView;
  readonly links: LinkHandler;
  readonly tools: Tools;
  readonly terminals: NumberTerminalLinks;
}

let debugging: Debugging | undefined;

/** Gives what other extensions may ask. */
export async function activate(context: vscode.ExtensionContext): Promise<PidSpaces> {
  const own = <T extends vscode.Disposable>(thing: T): T => {
    context.subscriptions.push(thing);
    return thing;
  };

  const log = own(openLog());
  const connection = own(
    new Connection({ program: () => engineProgram(context.asAbsolutePath("out/engine.js")), log }),
  );
  const spaces = own(new Spaces(connection));
  const sidebar = own(new Sidebar(spaces, connection, context.workspaceState));
  const picker = new Picker(spaces, context.workspaceState, (task) => {
    if (sidebar.visible) void sidebar.reveal(task, false);
  });

  const lift = elevationBy(context.asAbsolutePath("out/engine.js"));
  debugging = own(registerDebugging({ engine: connection, picks: spaces.picks, lift, say: sayProblem, log }));

  own(followSessions(spaces, debugging, sidebar.tree));

  const chosen = (task: WireTask): void => void findTask(spaces, task);
  const map = own(new SpaceMap({ spaces, media: vscode.Uri.joinPath(context.extensionUri, "media"), chosen }));
  own(registerTaskFiles(connection));
  const logs = own(new LogDocuments(spaces));
  const follow = (holder: WireHolder): void => void leadTo(spaces, holder);
  const terminals = own(new NumberTerminalLinks({ engine: connection, spaces, follow }));
  own(registerLaunch(connection, spaces));
  const documents = own(registerDocuments({ engine: connection, spaces, memory: context.workspaceState }));
  const { links, tools, api, hooks } = forOthers(connection, spaces, sidebar);
  own(hooks);
  own(showStatus(connection, spaces));
  own(connection.onDied(sayDeath));
  const [snapshot, comparisons] = [own(new SnapshotView()), own(new Comparisons())];
  const shown = { sidebar, picker, log, map, logs, documents, snapshot, comparisons };
  own(registerCommands(commandTable({ connection, spaces, debugging, ...shown })));

  own(onEngineSettings(() => void connection.restart()));
  await connection.start(); // last: every command already exists and can say why it must wait
  const others = { links, tools, terminals };
  const inside: Extension = { ...api, connection, spaces, sidebar, debugging, map, documents, snapshot, ...others };
  return context.extensionMode === vscode.ExtensionMode.Test ? Object.freeze(inside) : api;
}

/** What others have of us: links from outside, language models, other extensions. */
function forOthers(connection: Connection, spaces: Spaces, sidebar: Sidebar) {
  const links = new LinkHandler({ engine: connection, spaces, sidebar });
  const tools = toolsOf({ engine: connection, spaces });
  const api = apiOf({ engine: connection, spaces, sources: () => sourceFolders(undefined) });
  return { links, tools, api, hooks: vscode.Disposable.from(registerLinks(links), registerTools(tools)) };
}

function sayDeath(health: Health): void {
  saySentence(engineDied(health === "waiting", vscode.l10n.t));
}

/** Lets go of every task that is still attached before the engine goes. */
export async function deactivate(): Promise<void> {
  await debugging?.close();
}
