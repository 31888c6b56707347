"use strict";
// code.mjs gives this to VS Code as extensionTestsPath. It runs in the extension host, marks what the tests print
// (so that it can be told from VS Code's own log on the same channel), runs the real suite, and says how it ended.
const util = require("node:util");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const mark = process.env.VSCODE_HOST_MARK;
const say = console.log.bind(console);
// The extension host's console cannot be assigned to (its methods are accessors that ignore a set), so stand before it.
const marked = Object.create(console);
for (const [k, n] of Object.entries({ log: 1, info: 1, debug: 1, warn: 2, error: 2, trace: 2 })) {
  Object.defineProperty(marked, k, { value: (...a) => say(mark + n + util.format(...a)) });
}
globalThis.console = marked;

exports.run = async () => {
  try {
    const file = require.resolve(process.env.VSCODE_HOST_TESTS);
    const suite = path.extname(file) === ".mjs" ? await import(pathToFileURL(file).href) : require(file);
    await new Promise((resolve, reject) => {
      // The two shapes VS Code allows: run() gives a promise, or run(path, cb) calls back.
      const cb = (e, failures) =>
        e ? reject(e) : failures ? reject(new Error(`${failures} test(s) failed.`)) : resolve();
      const r = suite.run(file, cb);
      if (r && typeof r.then === "function") r.then(() => resolve(), reject);
    });
    say(`${mark}0`);
  } catch (e) {
    say(`${mark}9`);
    throw e; // VS Code prints it
  }
};
