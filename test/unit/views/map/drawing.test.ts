/** The map as SVG. */
import assert from "node:assert/strict";
import { pictureOf } from "../../../../src/client/picture.ts";
import { plain } from "../../../../src/editor/words.ts";
import { drawMap, escaped, namesOf } from "../../../../src/views/map/drawing.ts";
import { mapPage } from "../../../../src/views/map/page.ts";
import { spaces, task, tasks, world } from "../world.ts";

describe("drawing of the map", () => {
  it("a task's number lights up in every space that sees it, and in no other", () => {
    assert.deepEqual(namesOf(world(), tasks.batchInit), { host: 601, "docker://a": 601, "pid:[4]": 2, "pid:[5]": 1 });
  });

  it("a picture for a page can have a task lit", () => {
    const svg = drawMap(world(), { lit: tasks.node.id, alone: true }, plain);
    assert.match(svg, /data-space="pid:\[2\]"[^>]*>17</);
    assert.match(svg, /data-space="host"[^>]*>417</);
    assert.match(svg, /data-space="pid:\[3\]"[^>]*></);
    assert.match(svg, /<style>/);
  });

  it("what processes call themselves is text and nothing else", () => {
    const evil = { ...task(`<img src=x onerror="alert(1)">`, ["host", 7]), command: ["</text><script>"] };
    const picture = pictureOf({ generation: 1, self: "host", spaces: [spaces.host] }, [evil]);
    const svg = drawMap(picture, {}, plain);
    assert.doesNotMatch(svg, /<img|<script|onerror="/);
    assert.equal(escaped(`a\u0000<"'&`), "a &lt;&quot;&#39;&amp;");
  });

  it("tags are closed in the order in which they were opened", () => {
    const open: string[] = [];
    for (const [, slash, name, alone] of drawMap(world(), { alone: true }, plain).matchAll(
      /<(\/?)(\w+)[^>]*?(\/?)>/g,
    )) {
      if (slash) assert.equal(open.pop(), name);
      else if (!alone) open.push(name ?? "");
    }
    assert.deepEqual(open, []);
  });

  it("is a tree of spaces and tasks for who does not see it: every item has a name, and a place for the keyboard", () => {
    const svg = drawMap(world(), {}, plain);
    const items = [...svg.matchAll(/<g [^>]*role="treeitem"[^>]*>/g)].map(([item]) => item);
    assert.equal(items.length, (svg.match(/data-item="(space|task) [^"]+"/g) ?? []).length);
    for (const item of items) assert.match(item, /tabindex="-1".*aria-label="[^"]+"/);
    const open: string[] = [];
    for (const [tag, slash] of svg.matchAll(/<(\/?)(?:svg|g)\b[^>]*>/g)) {
      const role = /role="(\w+)"/.exec(tag)?.[1] ?? "none";
      if (slash) open.pop();
      else {
        if (role === "treeitem") assert.match(open.at(-1) ?? "", /^(tree|group)$/);
        open.push(role);
      }
    }
  });

  it("the page may load its own two files and nothing else", () => {
    const page = mapPage(
      { source: "https://own", script: "https://own/a.js", style: "https://own/a.css", language: "en" },
      plain,
    );
    assert.match(page, /default-src &#39;none&#39;; script-src https:\/\/own; style-src https:\/\/own"/);
    assert.doesNotMatch(page, /unsafe|<style|onclick/);
  });
});
