// A small service: takes orders over HTTP (on the loopback of its own network) and has its worker price them.
// It makes an order itself every second, so that there is always something to stop at.
"use strict";
const { fork } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const http = require("node:http");
const path = require("node:path");

// In a space of its own a service starts counting at 1. So that this playground's worker has a number worth
// mixing up, the next one is to be 17 here (see "ns_last_pid" in pid_namespaces(7)); where that is refused, any will do.
try {
  writeFileSync("/proc/sys/kernel/ns_last_pid", "16");
} catch {
  // Not allowed here.
}
const worker = fork(path.join(__dirname, "worker.js"), { execArgv: [] });

let last = 0;
function order(goods, count) {
  last += 1;
  worker.send({ id: last, goods, count });
  return last;
}

const server = http.createServer((request, response) => {
  const goods = new URL(request.url, "http://localhost").pathname.slice(1) || "tea";
  response.end(`order ${order(goods, 1)}\n`);
});
server.on("error", () => {}); // somebody else has the port: orders still come by themselves
server.listen(8080, "127.0.0.1");

const shelf = ["tea", "coffee", "sugar"];
setInterval(() => order(shelf[last % shelf.length], 1 + (last % 5)), 1000);

// The playground ends with whoever started it.
worker.once("exit", () => process.exit(1));
process.stdin.resume().once("end", () => process.exit(0));
