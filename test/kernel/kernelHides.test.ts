/** A procfs that hides other users' tasks (`hidepid`), as it looks to those it hides them from, and to root. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { asUser, at, paths } from "./kernelPaths.ts";

describe("a procfs with hidepid", () => {
  let place = "";

  before(function () {
    skipIf(this, whyNot("mount"));
    place = mkdtempSync(path.join(tmpdir(), "pspace-hidepid-"));
    execFileSync("mount", ["-t", "proc", "-o", "hidepid=2", "proc", place]);
  });
  after(() => {
    if (place === "") return;
    execFileSync("umount", [place]);
    rmdirSync(place);
  });

  for (const { path: how, open } of paths) {
    it(`hides nothing from root, ${how}`, () => {
      const kernel = open(place);
      assert.equal(kernel.host().hides, undefined);
      assert.equal(typeof kernel.glance(at(1)), "object");
    });

    it(`is told apart from absence as far as can be, ${how}`, () => {
      asUser(65534, () => {
        const kernel = open(place);
        assert.match(kernel.host().hides ?? "", /^hidepid=/);
        assert.ok(kernel.survey().every(({ uid }) => uid === 65534));
        assert.ok(["absent", "denied"].includes(kernel.glance(at(1)) as string));
      });
    });
  }
});
