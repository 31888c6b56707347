import assert from "node:assert/strict";
import { matchSources } from "../../../../src/engine/gates/sourceMap.ts";

const there =
  (...files: readonly string[]) =>
  (file: string) =>
    files.includes(file);

describe("a source map, computed", () => {
  it("by the longest ending of a path that is there", () => {
    const exists = there("/home/me/app/main.c", "/home/me/app/lib/work.c", "/home/me/app/work.c");
    assert.deepEqual(matchSources(["/src/app/main.c", "/src/app/lib/work.c"], ["/home/me/app"], [], exists), [
      { inside: "/src/app", host: "/home/me/app" },
    ]);
  });
  it("by a shared folder before any guess, moved to the folder that is open", () => {
    const shared = [{ host: "/home/me", inside: "/work" }];
    const exists = there("/home/me/app/server.js");
    assert.deepEqual(matchSources(["/work/app/server.js"], ["/home/me/app"], shared, exists), [
      { inside: "/work/app", host: "/home/me/app" },
    ]);
  });
  it("where two folders fit, the one with more files", () => {
    const exists = there("/a/main.c", "/b/main.c", "/b/two.c", "/b/three.c");
    const files = ["/src/two.c", "/src/three.c", "/src/main.c"];
    assert.deepEqual(matchSources(files, ["/a", "/b"], [], exists), [{ inside: "/src", host: "/b" }]);
  });
  it("equal on both sides needs no map; system headers are nobody's sources", () => {
    assert.deepEqual(matchSources(["/home/me/app/main.c"], ["/home/me/app"], [], there("/home/me/app/main.c")), []);
    assert.deepEqual(matchSources(["/usr/include/stdio.h"], ["/a"], [], there("/a/stdio.h")), []);
  });
  it("nothing where nothing is there", () => {
    assert.deepEqual(matchSources(["/src/main.c"], ["/a"], [], there()), []);
  });
});
