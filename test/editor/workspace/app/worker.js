// What the attach tests stop in, in a worker thread: it counts and keeps the count in the file that it was given.
"use strict";
const { writeFileSync } = require("node:fs");
const { Worker, isMainThread, workerData } = require("node:worker_threads");

let count = 0;

function tick() {
  count += 1;
  writeFileSync(workerData, String(count)); // the tests stop here
}

if (isMainThread) new Worker(__filename, { workerData: process.argv[2] });
else setInterval(tick, 100);
