// What the attach tests stop in: counts ten times a second and keeps the count in the file that it was given.
"use strict";
const { execFileSync } = require("node:child_process");
const { writeFileSync } = require("node:fs");

try {
  execFileSync("ip", ["link", "set", "lo", "up"], { stdio: "ignore" }); // a new network namespace has it down
} catch {
  // No such program here: then somebody else has brought it up.
}

const [, , file, mark] = process.argv;
let count = 0;

function tick() {
  count += 1;
  writeFileSync(file, String(count)); // the tests stop here
}

setInterval(tick, 100);
globalThis.mark = mark;
