/** Reads lines of a text: whose numbers they are, where they stand, and who held them. */
import { host } from "../model/pid.ts";
import { tupleText } from "../model/reference.ts";
import type { Space } from "../model/space.ts";
import type { SpeakerOf } from "../model/text.ts";
import type { Clock, Zone } from "./documents/clock.ts";
import { mentionsIn, type Line, type Mention } from "./documents/mentions.ts";
import { saidZone, speakerOf, type Text } from "./documents/speaker.ts";
import type { EngineParts } from "./answers.ts";
import { doorkeeperOf } from "./enter.ts";
import { findHolder, type Holder, type HolderParts } from "./holders.ts";
import type { World } from "./spaces/world.ts";
import type { Called } from "./wire.ts";
import { zoneOfTask } from "./zones.ts";

export interface TextParts extends HolderParts {
  /** The words that name a space and no other. */
  readonly referenceOf: (space: Space) => string;
  /** When this machine was started, in milliseconds since the epoch. */
  readonly boot: () => number;
  /** What the clocks of a space's programs show; absent where that is not known. */
  readonly zoneOf: (space: Space) => Zone | undefined;
}

/** What an engine that has these gives to the reading of texts. */
export function textParts(
  engine: Pick<Called, "referenceOf"> & Pick<HolderParts, "describe">,
  resolver: HolderParts["resolver"],
  { journal, kernel, world }: Pick<EngineParts, "journal" | "kernel"> & { readonly world: World },
): TextParts {
  return {
    resolver,
    memory: journal,
    describe: (found) => engine.describe(found),
    referenceOf: ({ id }) => engine.referenceOf(id),
    boot: () => kernel.host().bootTime,
    zoneOf: (space) => {
      const first = doorkeeperOf(space, world);
      return first && zoneOfTask(first, kernel);
    },
  };
}

export interface TextAsk extends Text {
  /** In order; lines between may be missing. */
  readonly lines: readonly Line[];
  /** Whether to say who held each number. */
  readonly who: boolean;
  /** The lines before these are not to be had: a terminal's. */
  readonly alone?: boolean;
}

/** A number in a text. `tuple` is absent where it is not known whose it is. */
export interface ReadNumber {
  readonly mention: Mention;
  readonly tuple?: string;
  readonly holder?: Holder;
}

export interface Reading {
  readonly speaker: SpeakerOf<Space>;
  readonly numbers: readonly ReadNumber[];
}

/** Numbers whose holders are told at once: more than a screen shows. */
const most = 400;

export async function readText(asked: TextAsk, parts: TextParts): Promise<Reading> {
  const speaker = await findSpeaker(asked, parts);
  const mentions = mentionsIn(asked.lines, clockFor(asked, speaker, parts), asked.alone);
  const words = wordsOf(speaker, parts);
  const numbers = mentions.map((mention) => {
    const space = mention.speaks ?? words;
    return { mention, ...(space === undefined ? {} : { tuple: tupleText(space, mention.nr) }) };
  });
  return { speaker, numbers: asked.who ? await withHolders(numbers.slice(0, most), speaker, parts) : numbers };
}

async function withHolders(
  numbers: readonly ReadNumber[],
  speaker: SpeakerOf<Space>,
  parts: TextParts,
): Promise<readonly ReadNumber[]> {
  const known = new Map<string, Holder>();
  const told: ReadNumber[] = [];
  for (const number of numbers) {
    const { mention, tuple } = number;
    if (tuple === undefined) {
      told.push(number);
      continue;
    }
    const key = `${tuple} ${mention.tells} ${JSON.stringify(mention.moment)}`;
    const away = speaker.is === "away" && !mention.speaks ? speaker.why : undefined;
    const said = { moment: mention.moment, tells: mention.tells };
    const holder = known.get(key) ?? (await findHolder(tuple, said, parts, away));
    known.set(key, holder);
    told.push({ ...number, holder });
  }
  return told;
}

async function findSpeaker(text: Text, { resolver }: TextParts): Promise<SpeakerOf<Space>> {
  const speaker = speakerOf(text);
  if (!speaker) return { is: "unknown" };
  const found = await resolver.space(speaker.words);
  return found.is === "found"
    ? { is: "known", ...speaker, space: found.space }
    : { is: "away", ...speaker, why: found };
}

function wordsOf(speaker: SpeakerOf<Space>, { referenceOf }: TextParts): string | undefined {
  if (speaker.is === "known") return referenceOf(speaker.space);
  return speaker.is === "away" ? speaker.words : undefined;
}

/** Times without a zone: the text's own word for it; what the space's programs go by; the machine's for its own logs, else UTC. */
function clockFor(text: Text, speaker: SpeakerOf<Space>, { boot, zoneOf }: TextParts): Clock {
  const space = speaker.is === "known" && speaker.space.id !== host ? speaker.space : undefined;
  const isHosts = speaker.is === "unknown" || (speaker.is === "known" && !speaker.space.container);
  const usual = isHosts ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  return { now: Date.now(), boot: boot(), zone: saidZone(text) ?? (space && zoneOf(space)) ?? usual };
}
