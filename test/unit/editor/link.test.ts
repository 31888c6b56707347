import assert from "node:assert/strict";
import { linksIn, linkText, markdownLink, parseLink } from "../../../src/editor/link.ts";

describe("links to a task", () => {
  it("are read as they are written", () => {
    for (const tuple of ["web:17", "docker://web:0x11", "pid:[4026532201]:1", "k8s://ns/pod/c:1", "a+b:1"]) {
      for (const deed of ["attach", "reveal"] as const) {
        const url = new URL(linkText("vscode", { deed, tuple }));
        const read = parseLink(url.pathname, url.search.slice(1));
        if (tuple.includes("+")) assert.ok("bad" in read, "no name has a plus");
        else assert.deepEqual(read, { deed, tuple });
      }
    }
  });

  it("that nobody wrote for us are refused, each for its reason", () => {
    assert.deepEqual(parseLink("/kill", "task=web:17"), { bad: "deed" });
    assert.deepEqual(parseLink("/attach/..", "task=web:17"), { bad: "deed" });
    assert.deepEqual(parseLink("/attach", ""), { bad: "task" });
    assert.deepEqual(parseLink("/attach", "task=%20"), { bad: "task" });
    assert.ok("why" in parseLink("/attach", "task=17"));
    assert.ok("why" in parseLink("/attach", "task=web%3B+rm%3A17"));
  });

  it("for Markdown keep their brackets", () => {
    const text = markdownLink("vscode", { deed: "attach", tuple: "pid:[4]:1" }, "a]b");
    assert.equal(text, "[a\\]b (pid:\\[4\\]:1)](vscode://pid-spaces.pspace/attach?task=pid%3A%5B4%5D%3A1)");
  });

  it("are found in a line of text, without what stands around them", () => {
    const link = "vscode-insiders://pid-spaces.pspace/attach?task=web%3A17";
    const [found, ...others] = linksIn(`see <${link}>, or vscode://other.one/attach?task=web:1`);
    assert.deepEqual([found?.start, found?.text, others], [5, link, []]);
    assert.equal(linksIn("(vscode://pid-spaces.pspace/attach?task=web:17)")[0]?.text.endsWith("web:17"), true);
  });
});
