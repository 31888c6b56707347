// The nightly job where there is no compiler for nightly.c: adds up what never ends.
"use strict";

function add(sum, step) {
  const next = sum + step; // a good line for a breakpoint
  return next;
}

let sum = 0;
let step = 0;
setInterval(() => {
  step += 1;
  sum = add(sum, step);
  console.log(`nightly [${process.pid}] step ${step}: ${sum}`);
}, 1000);
