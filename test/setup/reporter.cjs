/**
 * Mocha reporter of every rung: prints as mocha's own `spec` does, and, where PSPACE_RESULTS names a file, appends
 * one JSON line at the start and the end of each test there. So a run that hangs or dies still says where.
 */
"use strict";
const { appendFileSync } = require("node:fs");
const Mocha = require("mocha");

const file = process.env.PSPACE_RESULTS;

/** @param {"started" | "passed" | "failed" | "skipped"} is */
function tell(is, test, error) {
  if (!file) return;
  const line = { is, title: test.fullTitle(), ...(error ? { error: String(error.stack ?? error) } : {}) };
  appendFileSync(file, JSON.stringify(line) + "\n");
}

/** Why a test was left out, as test/support/skipping.ts noted it of the test itself or of a hook above it. */
function whySkipped(test) {
  if (test.whySkipped) return test.whySkipped;
  for (let suite = test.parent; suite; suite = suite.parent) {
    const hook = [...suite._beforeAll, ...suite._beforeEach].find((one) => one.whySkipped);
    if (hook) return hook.whySkipped;
  }
  return undefined;
}

module.exports = class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.on("test", (test) => tell("started", test));
    runner.on("pass", (test) => tell("passed", test));
    runner.on("pending", (test) => tell("skipped", test, whySkipped(test)));
    runner.on("fail", (test, error) => {
      tell("failed", test, error);
      console.log(String(error.stack ?? error).replace(/^/gm, "       ")); // now: a later test may hang
    });
  }
};
