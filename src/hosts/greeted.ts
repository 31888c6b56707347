/** The far side's stdout from the greeting on: what a login shell writes before it is no message. */
import { Transform, type TransformCallback } from "node:stream";
import { greeting } from "./loader.ts";

/** A far side that has written so much and not greeted is something else. */
const limit = 64 * 1024;

const line = Buffer.from(`\n${greeting}\n`);

/** Passes on what follows the greeting; fails when that does not come. */
export class Greeted extends Transform {
  #before: Buffer | undefined = Buffer.alloc(0);

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    if (this.#before === undefined) {
      done(undefined, chunk);
      return;
    }
    const before = Buffer.concat([this.#before, chunk]);
    const at = before.indexOf(line);
    if (at >= 0) {
      this.#before = undefined;
      done(undefined, before.subarray(at + line.length));
    } else if (before.length > limit) {
      done(new Error("what answers there is not the engine"));
    } else {
      this.#before = before;
      done();
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#before === undefined ? undefined : new Error("it ended before the engine had started"));
  }
}
