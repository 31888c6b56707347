/**
 * How the engine runs where nothing of it is installed: its text arrives on the stdin of a bare `node`, which runs
 * it and leaves the rest of stdin to it. Works with Node 18 and later on the far side.
 */

/** The line that the far side writes when it has the engine, before the first message: what comes earlier is a login's chatter. */
export const greeting = "pspace-engine";

/** Name of the engine's text on the far side, in its stacks. */
const name = "[pspace-engine]";

/** The far side's words: a node that reads `length` bytes of program from stdin, runs them with `args`, and greets. */
export function loaderCommand(length: number, args: readonly string[]): readonly string[] {
  const script = [
    `const s=process.stdin,n=${length.toString()}`,
    // A module of its own, so that what a bundle takes for granted (require, module.exports) is there.
    `const f=()=>{const b=s.read(n);if(b===null)return;s.off("readable",f);` +
      `process.stdout.write("\\n${greeting}\\n");` +
      `const M=require("module"),m=new M("${name}",null);m.filename="${name}";m.paths=[];m._compile(b.toString("utf8"),"${name}")}`,
    `s.on("readable",f)`,
  ].join(";");
  return ["node", "-e", script, "--", name, ...args]; // the name stands where a script's path would
}
