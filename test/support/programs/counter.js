// A Node specimen: counts, in a function of its own.
"use strict";

function step(turn) {
  const doubled = turn * 2;
  return doubled;
}

let turn = 0;
setInterval(() => {
  turn += 1;
  step(turn);
}, 20);
