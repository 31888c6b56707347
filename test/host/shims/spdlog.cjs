"use strict";
// Stand-in for the native logger: same calls, plain appends, no rotation.
const fs = require("fs");
const path = require("path");
const names = ["trace", "debug", "info", "warning", "error", "critical"];
class Logger {
  constructor(_kind, _name, file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, text) {
    if (level < this.level) return;
    const line = this.plain
      ? text
      : `${new Date().toISOString().replace("T", " ").replace("Z", "")} [${names[level]}] ${text}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      /* the profile is gone */
    }
  }
  trace(t) {
    this.write(0, t);
  }
  debug(t) {
    this.write(1, t);
  }
  info(t) {
    this.write(2, t);
  }
  warn(t) {
    this.write(3, t);
  }
  error(t) {
    this.write(4, t);
  }
  critical(t) {
    this.write(5, t);
  }
  setLevel(l) {
    this.level = l;
  }
  getLevel() {
    return this.level;
  }
  clearFormatters() {
    this.plain = true;
  }
  setPattern() {
    this.plain = false;
  }
  flush() {}
  drop() {}
}
exports.version = 0;
exports.setLevel = exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (n, f) => new Logger("rotating", n, f);
exports.createAsyncRotatingLogger = async (n, f) => new Logger("rotating_async", n, f);
