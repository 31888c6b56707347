// Starts the nightly job in a space inside its own space, and again whenever it ends.
"use strict";
const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const path = require("node:path");

const native = path.join(__dirname, "nightly");
const job = existsSync(native) ? [native] : [process.execPath, path.join(__dirname, "nightly.js")];

function start() {
  const words = ["--pid", "--fork", "--mount-proc", "--kill-child", "--", ...job];
  const child = spawn("unshare", words, { stdio: ["ignore", "inherit", "inherit"] });
  child.once("exit", () => setTimeout(start, 1000));
}
start();

// The playground ends with whoever started it.
process.stdin.resume().once("end", () => process.exit(0));
