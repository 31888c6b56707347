/** What a person reads about a number in a text. Pure. */
import { endingText } from "../editor/ending.ts";
import { code, escaped, timeText } from "../editor/markdown.ts";
import type { Translate } from "../editor/words.ts";
import type { Life } from "../model/resolution.ts";
import type { SpeakerBy } from "../model/text.ts";
import type { WireTask, WireTuple } from "../protocol/wire.ts";
import type { WireHolder, WireSpeaker } from "../protocol/wireText.ts";

/** The task of a living number with all its names, or who had the number; as Markdown, a paragraph each. */
export function holderText(tuple: string, holder: WireHolder, t: Translate): readonly string[] {
  switch (holder.is) {
    case "living":
      return livingText(holder.task, holder.began, t);
    case "ended":
      return [
        lifeText(holder.life, t),
        namesText(holder.tuples),
        ...(holder.since ? [sinceText(holder.since, t)] : []),
      ];
    case "several":
      return [t("The number changed hands just then:"), ...holder.lives.map((life) => lifeText(life, t))];
    case "noSuchTask":
      return holder.last
        ? [lifeText(holder.last, t)]
        : [t("No process or thread has number {0}, and none is remembered.", code(tuple))];
    case "noSuchSpace":
      return [t("There is no space called {0} now.", code(holder.space))];
    case "ambiguousSpace":
      return [t("{0} names more than one space: {1}.", code(holder.space), holder.candidates.map(code).join(", "))];
    case "ambiguousTask":
      return [t("{0} may be any of {1}.", code(holder.reference), holder.candidates.map(code).join(", "))];
    case "notVisible":
      return [t("Who had {0} then is not known: {1}.", code(tuple), escaped(holder.why))];
    case "badWords":
      return [escaped(holder.why)];
  }
}

function livingText(task: WireTask, began: string, t: Translate): readonly string[] {
  const command = task.command.join(" ");
  const kind = task.process ? t("thread") : t("process");
  return [
    `**${escaped(task.name)}** · ${t("{0} since {1}", kind, timeText(began))}`,
    namesText(task.tuples),
    ...(command === "" ? [] : [code(command)]),
  ];
}

function lifeText({ name, tuple, start, end, how }: Life, t: Translate): string {
  const span =
    end === undefined ? t("since {0}", timeText(start)) : t("from {0} to {1}", timeText(start), timeText(end));
  const ended = end === undefined ? "" : ` · **${endingText(how, t)}**`;
  return `**${escaped(name)}** ${code(tuple)} · ${span}${ended}`;
}

function sinceText(life: Life, t: Translate): string {
  return t("The number was taken since by {0}", lifeText(life, t));
}

/** Every name, its own first. */
function namesText(tuples: readonly WireTuple[]): string {
  return tuples
    .toReversed()
    .map(({ name, nr }) => code(`${name}:${nr.toString()}`))
    .join(" · ");
}

/** What stands beside a number in the text; undefined where there is nothing short to say. */
export function hintText(holder: WireHolder, t: Translate): string | undefined {
  if (holder.is === "living") return `${holder.task.name} · host ${holder.task.host.nr.toString()}`;
  if (holder.is === "ended") return `${holder.life.name} · ${endingText(holder.life.how, t)}`;
  return undefined;
}

/** Above a line that tells of an end that was no good one; undefined for every other. */
export function lensText(holder: WireHolder, t: Translate): string | undefined {
  if (holder.is !== "ended") return undefined;
  const { name, tuple, how } = holder.life;
  if (how?.signal === undefined && (how?.code ?? 0) === 0) return undefined;
  const ended = `${name} ${tuple}: ${endingText(how, t)}`;
  if (!holder.since) return ended;
  return holder.since.end === undefined
    ? t("{0}; the number is {1}’s now", ended, holder.since.name)
    : t("{0}; the number was {1}’s next", ended, holder.since.name);
}

/** Whose numbers a text has, for the status item. */
export function speakerText(speaker: WireSpeaker, t: Translate): { readonly text: string; readonly detail: string } {
  if (speaker.is === "unknown")
    return { text: t("PIDs: of no space"), detail: t("nothing says whose numbers these are") };
  const name = speaker.is === "known" ? speaker.space.name : speaker.words;
  const detail = speaker.is === "known" ? byText(speaker.by, t) : t("{0}; not there now", byText(speaker.by, t));
  return { text: t("PIDs: of {0}", name), detail };
}

function byText(by: SpeakerBy, t: Translate): string {
  const texts: Readonly<Record<SpeakerBy, string>> = {
    told: t("chosen by you"),
    place: t("because of where the text lies"),
    line: t("because a line of the text says so"),
  };
  return texts[by];
}
