/** Another extension that uses what PID Spaces exports, as its README says; the editor tests ask it. */
"use strict";
const vscode = require("vscode");

exports.activate = async () => {
  /** @type {import("../../../src/api/pspace").PidSpaces} */
  const pspace = await vscode.extensions.getExtension("pid-spaces.pspace").activate();
  return {
    version: pspace.version,
    offers: Object.keys(pspace),
    /** Of the task that a tuple names: its number on the host, all its names, and which gates are open. */
    describe: async (tuple) => {
      const answer = await pspace.resolve(tuple);
      if (answer.is !== "found") return answer;
      const plan = await pspace.plan(answer.task);
      return {
        is: answer.is,
        host: answer.pid,
        seenFrom: await pspace.seenFrom(answer.task, answer.task.member),
        names: (await pspace.tuplesOf(answer.task)).map(({ name, nr }) => `${name}:${nr}`),
        number: plan?.gates.number.open,
        task: answer.task,
      };
    },
    namesOf: (task) => pspace.tuplesOf(task),
    listSpaces: () => pspace.listSpaces(),
    listTasks: (space) => pspace.listTasks(space),
    onDidChange: (listener) => pspace.onDidChange(listener),
  };
};
