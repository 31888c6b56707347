/**
 * What the far end of a tunnel runs, as text for `node -e`: it carries stdio to a loopback port, and ends when either side
 * does. It is told to end by the end of its stdin or by SIGTERM, whatever became of whoever started it.
 */

/** Its argument is the port. */
export const plainRelay =
  'const s=require("net").connect(+process.argv[1],"127.0.0.1");process.stdin.pipe(s);s.pipe(process.stdout);' +
  's.on("error",e=>{process.stderr.write(e.message+"\\n");process.exit(3)});s.on("close",()=>process.exit(0))';

/**
 * The same, to a Node inspector. Node lets the main thread run on when its debugger's connection ends, but a worker that
 * stands at a breakpoint stands for ever (seen from 18 to 24): its session must be let go of before, in the connection that
 * it was made in, and that answered. So that is said for every worker, whoever ends the relay and however.
 *
 * The sessions are read from what the inspector sends: frames of RFC 6455, never masked and never in parts. The begin of a
 * message is enough to know it by, for a script's text may have megabytes.
 */
export const inspectorRelay = String.raw`
const inspector = require("net").connect(+process.argv[1], "127.0.0.1");
const sessions = new Set();
let rest = Buffer.alloc(0), left = 0, text, isUp = false, isOver = false, asked = 0;
const hear = (said) => {
  const [, what, session] = /^{"method":"NodeWorker\.(attached|detached)\w+Worker","params":{"sessionId":"([^"]+)"/.exec(said) ?? [];
  if (what === "attached") sessions.add(session);
  if (what === "detached") sessions.delete(session);
  if (said.startsWith('{"id":1000000000,') && --asked === 0) inspector.end();
};
const take = (more) => {
  rest = Buffer.concat([rest, more]);
  if (!isUp) {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) return;
    isUp = rest.toString("latin1", 0, 12).endsWith(" 101");
    rest = isUp ? rest.subarray(end + 4) : Buffer.alloc(0);
  }
  while (isUp) {
    const part = rest.subarray(0, left);
    if (text && text.length < 256) text = Buffer.concat([text, part.subarray(0, 256)]);
    left -= part.length;
    rest = rest.subarray(part.length);
    if (left > 0) return;
    if (text) hear(text.toString("latin1"));
    text = undefined;
    const short = rest[1] & 127, head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < 2 || rest.length < head) return;
    left = short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    text = (rest[0] & 15) === 1 ? Buffer.alloc(0) : undefined;
    rest = rest.subarray(head);
  }
};
const end = () => {
  if (isOver) return;
  isOver = true;
  for (const sessionId of sessions) {
    const body = Buffer.from(JSON.stringify({ id: 1e9, method: "NodeWorker.detach", params: { sessionId } }));
    inspector.write(Buffer.concat([Buffer.from([129, 128 | body.length, 0, 0, 0, 0]), body]));
    asked += 1;
  }
  if (asked === 0) inspector.end();
  setTimeout(() => process.exit(0), 2000);
};
process.stdin.pipe(inspector, { end: false });
process.stdin.on("end", end).on("error", end);
process.stdout.on("error", end);
process.on("SIGTERM", end);
inspector.on("data", take);
inspector.pipe(process.stdout);
inspector.on("error", (error) => { process.stderr.write(error.message + "\n"); process.exit(3); });
inspector.on("close", () => process.exit(0));
`;
