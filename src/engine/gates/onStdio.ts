/**
 * A debug server that listens on a loopback port of its own choice, made one that speaks on stdio. It ends by itself when
 * its one connection does; one that nobody has connected to yet holds no breakpoint, and is told to end.
 */

/** As Delve says where it listens. */
const listening = String.raw`/listening at: 127\.0\.0\.1:(\d+)\s/`;

/** Its arguments are the server's command. What is said before it listens is kept for it. */
const script =
  'const[p,...w]=process.argv.slice(1),c=require("child_process").spawn(p,w,{stdio:["ignore","pipe","inherit"]}),i=process.stdin;' +
  'let t="",s;const q=[],end=()=>s?s.end():c.kill("SIGTERM");' +
  'i.on("data",d=>s?s.write(d):q.push(d)).on("end",end).on("error",end);process.stdout.on("error",end);' +
  `c.stdout.on("data",d=>{if(s)return;t+=d;const m=${listening}.exec(t);if(!m)return;` +
  's=require("net").connect(+m[1],"127.0.0.1");s.on("error",()=>{});s.pipe(process.stdout);for(const d of q)s.write(d)});' +
  'c.on("error",e=>{process.stderr.write(e.message+"\\n");process.exit(3)});c.on("exit",n=>process.exit(n||0))';

/** The words that run `server`, and it on their stdio. */
export function onStdio(server: readonly string[]): readonly string[] {
  return ["env", "-u", "NODE_OPTIONS", "ELECTRON_RUN_AS_NODE=1", process.execPath, "-e", script, ...server];
}
