/**
 * What VS Code runs in its extension host: mocha over the bundle of the editor rung. PSPACE_GREP picks tests by
 * their words; PSPACE_RESULTS is for the reporter.
 */
"use strict";
const path = require("node:path");
const Mocha = require("mocha");

const root = path.resolve(__dirname, "../..");

exports.run = () => {
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    timeout: 180_000,
    grep: process.env.PSPACE_GREP || undefined,
    reporter: path.join(root, "test/setup/reporter.cjs"),
  });
  mocha.addFile(process.env.PSPACE_BUNDLE || path.join(root, "out/test/editor.cjs"));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures ? reject(new Error(`${failures} test(s) failed.`)) : resolve(undefined)));
  });
};
