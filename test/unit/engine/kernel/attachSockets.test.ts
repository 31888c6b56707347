import assert from "node:assert/strict";
import { connectedOf, listenersOf, parseSockets } from "../../../../src/engine/kernel/attachSockets.ts";

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1002        0 4712 1 0000000000000000 100 0 0 10 0
   2: 0100007F:A001 0100007F:240D 01 00000000:00000000 00:00000000 00000000  1002        0 4713 1 0000000000000000 20 4 30 10 -1
`;
const table6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1002        0 4714 1 0000000000000000 100 0 0 10 0
`;

describe("sockets of a network namespace", () => {
  it("a listener is a row in state LISTEN, once per port over both families", () => {
    assert.deepEqual(listenersOf([...parseSockets(table), ...parseSockets(table6)]), [8080, 9229]);
  });
  it("a process's own listeners are those whose inode is among its descriptors", () => {
    assert.deepEqual(listenersOf(parseSockets(table), new Set(["4711", "4713"])), [9229]);
  });
  it("a connection keeps both ports and the user at this end", () => {
    const end = parseSockets(table).find(({ state }) => state === 1);
    assert.deepEqual([end?.localPort, end?.remotePort, end?.uid], [0xa001, 9229, 1002]);
  });
  it("a process's own ends of connections, by their ports", () => {
    assert.deepEqual(connectedOf(parseSockets(table), new Set(["4711", "4713"])), [0xa001]);
    assert.deepEqual(connectedOf(parseSockets(table), new Set(["4712"])), []);
  });
  it("torn lines are left out", () => {
    assert.deepEqual(parseSockets("   0: 0100007F:24\nnonsense\n"), []);
  });
});
