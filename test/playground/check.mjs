/**
 * `npm start -- --check`: the main job without a person. Opens the sidebar, reads the tree, attaches by the tree, by a
 * tuple and by the picker, waits for each stop, and compares what the debugger says of itself with the tuple. Says what
 * it saw line by line; a picture goes to out/check.png.
 */
import path from "node:path";
import * as steps from "../e2e/steps.mjs";
import { openWorkbench } from "../host/workbench.mjs";
import { root } from "../setup/dependencies.mjs";

const numberIn = (tuple) => tuple.slice(tuple.lastIndexOf(":") + 1);

/** Throws with both values when they differ. */
function expect(what, seen, wanted) {
  if (seen !== wanted) throw new Error(`${what}: saw ${seen}, wanted ${wanted}`);
}

/** The session that has just been started stops in the worker of this space, and in no other. */
async function seeStop(wb, { space, tuple, file }, say) {
  const line = steps.lineOf(file, "// a good line for a breakpoint");
  const [top = "nothing"] = await steps.waitForStop(wb);
  say(`stopped in ${top}`);
  if (!top.startsWith("price") || !top.includes(`worker.js:${line}`))
    throw new Error(`wanted price @ worker.js:${line}`);
  const said = await steps.evaluate(wb, "`${os.hostname()}:${process.pid}`");
  say(`the debuggee says that it is ${said}`);
  expect("the debuggee", said, `${space}:${numberIn(tuple)}`);
}

/** The row in the tree has both numbers, and the host's is the one that `pspace` says. */
async function seeRow(wb, { space, tuple }, say) {
  await steps.expand(wb, space);
  const dimmed = await steps.descriptionBelow(wb, space, `node ${numberIn(tuple)}`);
  say(`the tree shows node ${numberIn(tuple)} (${dimmed}) in ${space}`);
  const host = await steps.askPspace("resolve", tuple);
  if (!dimmed.split(" · ").includes(`host ${host}`)) throw new Error(`pspace says that it is ${host} on the host`);
}

async function clickAttach(wb, task, say) {
  await seeRow(wb, task, say);
  await steps.clickAttach(wb, task.space, `node ${numberIn(task.tuple)}`);
}

async function leave(wb, { tuple }, host, say) {
  await steps.disconnect(wb);
  expect(`after the session ${tuple} is`, await steps.askPspace("resolve", tuple), host);
  say("the session has ended, the worker runs on");
}

/** One way in: starts it, sees the stop, ends it, sees that the task lives. */
async function tryWay(wb, task, words, start, say) {
  const host = await steps.askPspace("resolve", task.tuple);
  say(`${task.tuple} ${words}`);
  await start();
  await seeStop(wb, task, say);
  return () => leave(wb, task, host, say);
}

/** True when all of it was so. */
export async function checkPlayground({ folder, tuples }, say) {
  const file = path.join(folder, "web/worker.js");
  const web = { space: "web", tuple: tuples.worker, file };
  const wb = await openWorkbench({ folder, install: [root] });
  try {
    await wb.openFile("worker.js");
    await wb.toggleBreakpoint(steps.lineOf(file, "// a good line for a breakpoint"));
    say("VS Code is open, with a breakpoint in worker.js");
    await steps.openSidebar(wb);
    for (const { level, label, description } of await steps.readTree(wb))
      if (level <= 2) say(`tree: ${"  ".repeat(level - 1)}${label} ${description ?? ""}`);

    const ways = [
      ["by a click in the tree", web, () => clickAttach(wb, web, say)],
      ["by its tuple in launch.json", web, () => wb.startDebugging("The worker of web, by its tuple")],
      [
        "by Node's own type and the picker",
        web,
        async () => {
          await wb.startDebugging("Node's own type, pick a task");
          await steps.pickTuple(wb, web.tuple);
        },
      ],
    ];
    if (tuples.guest) {
      const guest = { space: "guest", tuple: tuples.guest, file };
      const start = () => clickAttach(wb, guest, say);
      ways.push(["by a click in the tree, with the same number in another space", guest, start]);
    }
    for (const [words, task, start] of ways) {
      const end = await tryWay(wb, task, words, start, say);
      if (task === web) await wb.screenshot(path.join(root, "out/check.png"));
      await end();
      await steps.openSidebar(wb);
    }
    say("All of it was so; the picture is out/check.png");
    return true;
  } catch (failure) {
    await wb.screenshot(path.join(root, "out/check.png")).catch(() => undefined);
    throw failure;
  } finally {
    await wb.close();
  }
}
