/**
 * Debug types where their own extensions are not. `lldb-dap`: LLDB's adapter. `debugpy`: whoever speaks the protocol at
 * the place that the configuration names. `java`: as much of the debug protocol as the tests speak, each request put to
 * jdb, which attaches to the host and port of the configuration.
 */
"use strict";
const { spawn } = require("node:child_process");
const path = require("node:path");
const vscode = require("vscode");

class JdbAdapter {
  constructor() {
    this.messages = new vscode.EventEmitter();
    this.onDidSendMessage = this.messages.event;
    this.said = "";
    this.file = "";
    this.line = 0;
  }

  handleMessage({ seq, command, arguments: words = {} }) {
    void this.answer(command, words).then((body) => {
      this.send({ type: "response", request_seq: seq, command, success: true, body });
      if (command === "attach") this.send({ type: "event", event: "initialized" });
    });
  }

  async answer(command, words) {
    switch (command) {
      case "initialize":
        return { supportsConfigurationDoneRequest: true };
      case "attach":
        return this.attach(words);
      case "setBreakpoints":
        return this.setBreakpoints(words);
      case "scopes":
        return { scopes: [] };
      case "threads":
        return { threads: [{ id: 1, name: "main" }] };
      case "stackTrace":
        return { stackFrames: [{ id: 1, name: "frame", line: this.line, column: 1, source: { path: this.file } }] };
      case "evaluate":
        return { result: await this.ask(`print ${words.expression}`, / = (.*)\n/), variablesReference: 0 };
      case "disconnect":
        return this.leave();
      default:
        return {};
    }
  }

  async attach({ hostName, port }) {
    this.jdb = spawn("jdb", ["-connect", `com.sun.jdi.SocketAttach:hostname=${hostName},port=${port}`]);
    this.ended = new Promise((done) => this.jdb.once("exit", done));
    this.jdb.stdout.on("data", (more) => {
      this.said += more;
      this.changed?.();
    });
    await this.until(/Initializing jdb/);
  }

  async setBreakpoints({ source, breakpoints = [] }) {
    if (!source.path.endsWith(".java")) return { breakpoints: [] };
    this.file = source.path;
    for (const { line } of breakpoints) {
      this.place = `${path.basename(source.path, ".java")}:${line}`;
      this.jdb.stdin.write(`stop at ${this.place}\n`);
      void this.until(/Breakpoint hit:[^]*?line=(\d+)/).then((found) => {
        this.line = Number(found);
        this.send({ type: "event", event: "stopped", body: { reason: "breakpoint", threadId: 1 } });
      });
    }
    return { breakpoints: breakpoints.map(({ line }) => ({ verified: true, line })) };
  }

  async leave() {
    if (this.place) this.jdb.stdin.write(`clear ${this.place}\n`);
    this.jdb.stdin.write("quit\n");
    await this.ended;
  }

  ask(words, pattern) {
    this.said = "";
    this.jdb.stdin.write(`${words}\n`);
    return this.until(pattern);
  }

  /** The pattern's group in what jdb has said, as soon as it is there. */
  async until(pattern) {
    for (;;) {
      const found = pattern.exec(this.said);
      if (found) return found[1] ?? "";
      await new Promise((done) => (this.changed = done));
    }
  }

  send(message) {
    this.messages.fire({ seq: 0, ...message });
  }

  dispose() {
    this.jdb?.stdin.end();
  }
}

exports.activate = (context) => {
  const adapters = {
    java: () => new vscode.DebugAdapterInlineImplementation(new JdbAdapter()),
    "lldb-dap": () => new vscode.DebugAdapterExecutable("lldb-dap-22"),
    debugpy: ({ configuration: { connect } }) => new vscode.DebugAdapterServer(connect.port, connect.host),
  };
  for (const [type, createDebugAdapterDescriptor] of Object.entries(adapters)) {
    context.subscriptions.push(
      vscode.debug.registerDebugAdapterDescriptorFactory(type, { createDebugAdapterDescriptor }),
    );
  }
};
