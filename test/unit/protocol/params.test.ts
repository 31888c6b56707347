import assert from "node:assert/strict";
import fc from "fast-check";
import { whyBadParams } from "../../../src/protocol/params.ts";
import { requests } from "../../../src/protocol/messages.ts";

const names = Object.keys(requests) as (keyof typeof requests)[];

describe("parameters of requests", () => {
  it("that are right are let pass", () => {
    assert.equal(whyBadParams("resolve", { tuple: "web:17", seenFrom: "host" }), undefined);
    assert.equal(whyBadParams("guard", { hold: 1, tracer: { space: "host", nr: 5 } }), undefined);
    assert.equal(whyBadParams("spaces", undefined), undefined);
    assert.equal(whyBadParams("plan", { hold: 1, sources: ["a"], more: "unknown" }), undefined);
  });

  it("that are wrong are told so in one sentence", () => {
    assert.equal(whyBadParams("resolve", { tuple: 17 }), "The request resolve takes text as tuple.");
    assert.equal(whyBadParams("hold", undefined), "The request hold takes an object with tuple, process.");
    assert.equal(
      whyBadParams("guard", { hold: 1, tracer: 5 }),
      "The request guard takes a number with its space as tracer.",
    );
    assert.equal(
      whyBadParams("guard", { hold: 1, tracer: { space: "host", nr: 0 } }),
      "The request guard takes a number with its space as tracer.",
    );
    assert.equal(whyBadParams("signal", { hold: 1, signal: -1 }), "The request signal takes a whole number as signal.");
  });

  it("never make the check throw", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, params) => {
        const why = whyBadParams(name, params);
        assert.ok(why === undefined || /^The request \w+ takes .*\.$/.test(why));
      }),
    );
  });
});
