"use strict";
// Stand-in for the native watchdog (it only kills an extension host whose parent is gone; a JS poll does that too).
exports.start = () => {};
exports.exit = (c) => process.exit(c || 0);
