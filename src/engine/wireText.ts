/** What was read in a text, as it travels. Nothing is decided here. */
import type { WireHolder, WireNumber, WireReading, WireSpeaker } from "../protocol/wireText.ts";
import type { Moment } from "./documents/clock.ts";
import type { Holder } from "./holders.ts";
import type { ReadNumber, Reading } from "./texts.ts";
import { writeSpace, writeTask, type Called } from "./wire.ts";

export function writeReading({ speaker, numbers }: Reading, called: Called): WireReading {
  return { speaker: writeSpeaker(speaker, called), numbers: numbers.map((number) => writeNumber(number, called)) };
}

function writeSpeaker(speaker: Reading["speaker"], called: Called): WireSpeaker {
  return speaker.is === "known" ? { ...speaker, space: writeSpace(speaker.space, called) } : speaker;
}

function writeNumber({ mention, tuple, holder }: ReadNumber, called: Called): WireNumber {
  const { line, start, length, format, tells, moment } = mention;
  return {
    line,
    start,
    length,
    format,
    tells,
    ...(tuple === undefined ? {} : { tuple }),
    ...(moment ? { at: writeMoment(moment) } : {}),
    ...(holder ? { holder: writeHolder(holder, called) } : {}),
  };
}

function writeHolder(holder: Holder, called: Called): WireHolder {
  if (holder.is === "living") {
    const pid = holder.task.tuples.at(-1)?.pid;
    if (!pid) throw new Error("a task without a name"); // it was found by one
    return { ...holder, task: writeTask({ task: holder.task, pid }, called) };
  }
  if (holder.is !== "ended") return holder;
  const tuples = holder.tuples.map(({ space, nr, provenance }) => ({
    space: space.id,
    nr,
    name: space.name,
    provenance,
  }));
  return { ...holder, tuples };
}

const writeMoment = ({ from, until }: Moment): { readonly from: string; readonly until: string } => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});
