/** What each command does, in one table. A command missing here, or extra here, does not compile. */
import * as vscode from "vscode";
import type { Connection } from "../client/connection.ts";
import type { Spaces } from "../client/spaces.ts";
import type { Debugging } from "../debug/register.ts";
import type { Documents } from "../documents/register.ts";
import { Command, type CommandId } from "../editor/ids.ts";
import { noLog, noSession } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { isAttachable } from "../views/kinds.ts";
import type { LogDocuments } from "../views/log/documents.ts";
import { logSourceOf } from "../views/log/source.ts";
import type { SpaceMap } from "../views/map/panel.ts";
import type { Picker } from "../views/picker.ts";
import type { Sidebar } from "../views/sidebar.ts";
import type { Comparisons } from "../views/snapshot/comparison.ts";
import type { SnapshotView } from "../views/snapshot/view.ts";
import { attach } from "./attach.ts";
import { attachAll } from "./attachAll.ts";
import { attachNow } from "./attachNow.ts";
import { attachWith } from "./attachWith.ts";
import { chooseSpeaker } from "./chooseSpeaker.ts";
import { copyConfiguration } from "./copyConfiguration.ts";
import { copyHostNumber } from "./copyHostNumber.ts";
import { copyLink, copyMarkdownLink } from "./copyLink.ts";
import { copyTuple } from "./copyTuple.ts";
import { findTask } from "./findTask.ts";
import { keepAttached } from "./keepAttached.ts";
import { chooseNumbers, chooseNumbersHere, filterTree, sortFlat } from "./look.ts";
import { nameSpace } from "./nameSpace.ts";
import { openFiles } from "./openFiles.ts";
import { openPart } from "./openPart.ts";
import { openTerminal, openTerminalWith } from "./openTerminal.ts";
import { pickTask } from "./pickTask.ts";
import type { Action } from "./register.ts";
import { revealTask } from "./reveal.ts";
import { serviceFor } from "./service.ts";
import { showNumber } from "./showNumber.ts";
import { signalTask } from "./signal.ts";
import { compareSnapshots, openSnapshot, saveSnapshot } from "./snapshots.ts";
import { targetsOf, type Targets } from "./target.ts";
import { waitFor } from "./waitFor.ts";
import { whyNot } from "./whyNot.ts";

export interface CommandParts {
  readonly connection: Connection;
  readonly spaces: Spaces;
  readonly sidebar: Sidebar;
  readonly picker: Picker;
  readonly log: vscode.LogOutputChannel;
  readonly map: SpaceMap;
  readonly logs: LogDocuments;
  readonly debugging: Debugging;
  readonly documents: Documents;
  readonly snapshot: SnapshotView;
  readonly comparisons: Comparisons;
}

export function commandTable(use: CommandParts): Readonly<Record<CommandId, Action>> {
  return {
    ...taskCommands(use),
    ...spaceCommands(use),
    ...attachCommands(use),
    ...lookCommands(use),
    ...snapshotCommands(use),
    ...otherCommands(use),
  };
}

type Part<Name extends keyof typeof Command> = Readonly<Record<(typeof Command)[Name], Action>>;

const t = vscode.l10n.t;
const any = (): boolean => true;

function targets({ connection, spaces, picker, sidebar }: CommandParts): Targets {
  return targetsOf({
    engine: connection,
    spaces,
    picker,
    at: (row) => sidebar.tree.at(row),
    focused: () => sidebar.focused(),
    isRedrawn: (task) => sidebar.tree.isRedrawn(task),
  });
}

function taskCommands(use: CommandParts) {
  const { connection: engine, spaces, sidebar, picker } = use;
  const target = targets(use);
  const onTask =
    (question: string, act: (task: WireTask) => unknown, wanted = any as (task: WireTask) => boolean): Action =>
    async (argument) => {
      const task = await target.task(argument, question, wanted);
      if (task) await act(task); // cancelling the picker is an answer, not an error
    };
  const find = onTask(t("Which task?"), (task) => findTask(spaces, task)); // in a title VS Code gives it the focused row
  const reveal = onTask(t("Reveal which task?"), (task) => revealTask(sidebar, spaces.picture, task));
  return {
    [Command.attach]: onTask(t("Attach to which task?"), (task) => attach(spaces, task), isAttachable),
    [Command.attachWith]: onTask(t("Attach to which task?"), (task) => attachWith(engine, spaces, task), isAttachable),
    [Command.whyNot]: onTask(t("Why can’t which task be attached to?"), (task) => whyNot(engine, spaces, task)),
    [Command.attachNow]: attachNow,
    [Command.pickTask]: () => pickTask(spaces, picker),
    [Command.chooseDeed]: async (argument) => {
      const thing = await target.thing(argument);
      if (thing?.is === "task") await findTask(spaces, thing.task);
      else await vscode.commands.executeCommand("list.toggleExpand"); // as Enter does everywhere else
    },
    [Command.findTask]: (argument) => find(typeof argument === "string" ? argument : undefined),
    [Command.copyTuple]: onTask(t("Copy which task’s name?"), (task) => copyTuple(spaces.picture, task)),
    [Command.copyHostNumber]: onTask(t("Copy which task’s number?"), copyHostNumber),
    [Command.copyLink]: onTask(t("Copy which task’s name?"), (task) => copyLink(spaces.picture, task)),
    [Command.copyMarkdownLink]: onTask(t("Copy which task’s name?"), (task) => copyMarkdownLink(spaces.picture, task)),
    [Command.copyConfiguration]: onTask(t("Attach to which task?"), (task) => copyConfiguration(spaces.picture, task)),
    [Command.signal]: onTask(t("Signal which task?"), (task) => signalTask(engine, spaces, task)),
    [Command.openFiles]: onTask(t("Open which task’s files?"), (task) => openFiles(spaces.picture, task), isAttachable),
    [Command.revealTask]: reveal,
    [Command.revealSession]: (): unknown => {
      const tuple = use.debugging.tupleOf(vscode.debug.activeDebugSession);
      if (tuple !== undefined) return reveal(tuple);
      saySentence(noSession(t));
      return undefined;
    },
  } satisfies Partial<Record<CommandId, Action>>;
}

function spaceCommands(
  use: CommandParts,
): Part<"nameSpace" | "openTerminal" | "openTerminalWith" | "showItsLog" | "chooseNumbersHere" | "seeFrom"> {
  const { connection: engine, spaces, sidebar, logs } = use;
  const find = targets(use);
  const onSpace =
    (question: string, act: (space: WireSpace) => unknown, wanted?: (space: WireSpace) => boolean): Action =>
    async (argument) => {
      const space = await find.space(argument, question, wanted);
      if (space) await act(space);
    };
  return {
    [Command.nameSpace]: onSpace(t("Name which space?"), (space) => nameSpace(engine, spaces, space), isNameable),
    [Command.openTerminal]: onSpace(t("Open a terminal in which space?"), (space) => openTerminal(engine, space)),
    [Command.openTerminalWith]: onSpace(t("Open a terminal in which space?"), (space) =>
      openTerminalWith(engine, space),
    ),
    [Command.showItsLog]: onSpace(
      t("Show which log?"),
      async (space) => {
        if (!(await logs.show(space))) saySentence(noLog(space.name, t));
      },
      (space) => logSourceOf(space) !== undefined,
    ),
    [Command.chooseNumbersHere]: onSpace(t("Choose the numbers of which space?"), (space) =>
      chooseNumbersHere(sidebar, space),
    ),
    [Command.seeFrom]: onSpace(t("See from which space?"), (space) => {
      sidebar.look({ seenFrom: space.id });
    }),
  };
}

/** Of many tasks, or of one that is not there yet. */
function attachCommands(use: CommandParts): Part<"attachAll" | "waitFor" | "keepAttached"> {
  const { connection: engine, spaces, debugging } = use;
  const find = targets(use);
  return {
    [Command.attachAll]: async (argument) => {
      const service = await serviceFor(spaces, await find.thing(argument));
      if (service) await attachAll({ engine, spaces, debugging }, service);
    },
    [Command.waitFor]: async (argument) => {
      const space = await find.space(argument, t("Wait in which space?"));
      if (space) await waitFor(space);
    },
    [Command.keepAttached]: () => keepAttached(debugging),
  };
}

function lookCommands({ sidebar }: CommandParts) {
  return {
    [Command.seeFromHost]: () => {
      sidebar.look({ seenFrom: "host" });
    },
    [Command.showFlat]: () => {
      sidebar.look({ flat: "number" }); // the all-seeing eye
    },
    [Command.showTree]: () => {
      sidebar.look({}, ["flat"]);
    },
    [Command.sortFlat]: () => sortFlat(sidebar),
    [Command.chooseNumbers]: () => chooseNumbers(sidebar),
    [Command.filter]: () => {
      filterTree(sidebar);
    },
    [Command.clearFilter]: () => {
      sidebar.look({ filter: "" });
    },
    [Command.showKernelThreads]: () => {
      sidebar.look({ kernelThreads: true });
    },
    [Command.hideKernelThreads]: () => {
      sidebar.look({ kernelThreads: false });
    },
    [Command.showIdleShells]: () => {
      sidebar.look({ idleShells: true });
    },
    [Command.hideIdleShells]: () => {
      sidebar.look({ idleShells: false });
    },
  } satisfies Partial<Record<CommandId, Action>>;
}

function snapshotCommands({ connection, snapshot, comparisons }: CommandParts) {
  return {
    [Command.saveSnapshot]: (argument) => saveSnapshot(connection, argument),
    [Command.openSnapshot]: (argument) => openSnapshot(snapshot, argument),
    [Command.closeSnapshot]: () => snapshot.close(),
    [Command.compareSnapshots]: (argument) => compareSnapshots(comparisons, argument),
  } satisfies Partial<Record<CommandId, Action>>;
}

function otherCommands({ connection, spaces, log, map, documents }: CommandParts) {
  return {
    [Command.chooseSpeaker]: (uri) => chooseSpeaker(spaces, documents, uri),
    [Command.openPart]: openPart,
    [Command.showNumber]: (at) => showNumber(spaces, documents, at),
    [Command.refresh]: () => spaces.refresh(),
    [Command.showMap]: () => {
      map.show();
    },
    [Command.showLog]: () => {
      log.show();
    },
    [Command.restartEngine]: () => connection.restart(),
    [Command.openWalkthrough]: () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", "pid-spaces.pspace#start"),
  } satisfies Partial<Record<CommandId, Action>>;
}

/** Whether a name of the person's own can be given: containers have theirs from their engine. */
function isNameable(space: WireSpace): boolean {
  return space.runtime === undefined && space.id !== "host";
}
