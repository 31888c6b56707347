// A Node specimen with a worker: each thread counts, in a function of its own, in the length of a file.
"use strict";
const { appendFileSync } = require("node:fs");
const { Worker, isMainThread } = require("node:worker_threads");

const [, , folder] = process.argv;

function step() {
  appendFileSync(`${folder}/${isMainThread ? "main" : "worker"}`, ".");
}

setInterval(step, 20);
if (isMainThread) new Worker(__filename, { argv: [folder] });
