import assert from "node:assert/strict";
import { parseGraphRoots, parseHomes } from "../../../../src/engine/runtimes/podmanStorage.ts";

describe("where Podman keeps its lists", () => {
  it("storage.conf may move them, with home and user filled in", () => {
    const conf =
      '[storage]\ndriver = "overlay"\n  graphroot = "/srv/$USER"\nrootless_storage_path="$HOME/c/$UID"\n#runroot = "/x"\n';
    assert.deepEqual(parseGraphRoots(conf, "/home/ann", 1001), ["/srv/ann", "/home/ann/c/1001"]);
    assert.deepEqual(parseGraphRoots("nonsense", "/", 0), []);
  });

  it("every user with a home is looked at", () => {
    const passwd =
      "root:x:0:0:root:/root:/bin/sh\nann:x:1001:1001::/home/ann:/bin/sh\nnobody:x:65534:1::/:/bin/false\nnonsense\n";
    assert.deepEqual(parseHomes(passwd), [
      { home: "/root", user: 0 },
      { home: "/home/ann", user: 1001 },
    ]);
  });
});
