/**
 * Whether what arrived as a request's parameters is what messages.ts says. A client that is wrong is told so with
 * one sentence; nothing behind this has to doubt the types.
 */
import type { ParamsOf } from "./handlers.ts";
import type { requests } from "./messages.ts";

type Name = keyof typeof requests;

interface Shape {
  readonly is: (value: unknown) => boolean;
  /** As it stands in the sentence: `text`, `a whole number` … */
  readonly called: string;
  readonly optional: boolean;
}

const whole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isPid = (value: unknown): boolean =>
  isObject(value) && isText(value["space"]) && whole(value["nr"]) && value["nr"] !== 0;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shape = (is: Shape["is"], called: string): Shape => ({ is, called, optional: false });
const maybe = (one: Shape): Shape => ({ ...one, optional: true });

const isLines = (value: unknown): boolean =>
  Array.isArray(value) && value.every((line) => isObject(line) && whole(line["line"]) && isText(line["text"]));

const text = shape(isText, "text");
const texts = shape(isTexts, "a list of texts");
const number = shape(whole, "a whole number");
const flag = shape(isFlag, "true or false");
const lines = shape(isLines, "a list of lines, each with its number and text,");
const tuple = shape(isPid, "a number with its space");

/** Every parameter of every request: one missing here does not compile. */
const shapes: { readonly [N in Name]: Readonly<Record<keyof ParamsOf<N>, Shape>> } = {
  spaces: {},
  tasks: { space: text },
  history: {},
  threads: { tuple: text },
  resolve: { tuple: text, seenFrom: maybe(text), at: maybe(text) },
  hold: { tuple: text, process: maybe(flag) },
  waitFor: { space: text, match: text, orNow: maybe(flag) },
  waited: { wait: number },
  endWait: { wait: number },
  go: { hold: number },
  release: { hold: number },
  signal: { hold: number, signal: number },
  plan: { hold: number, debugger: maybe(text), run: maybe(text), image: maybe(text), sources: texts },
  open: { hold: number, debugger: text, run: maybe(text), image: maybe(text), folder: text, sources: texts },
  close: { hold: number },
  guard: { hold: number, tracer: maybe(tuple), port: maybe(number) },
  connectionOwner: { clientPort: number, serverPort: number },
  enter: { space: text, namespaces: maybe(texts) },
  below: { tuple: text, task: maybe(text), path: text, want: text, offset: maybe(number) },
  name: { space: text, name: maybe(text) },
  text: { uri: text, told: maybe(text), edges: texts, lines, who: maybe(flag), alone: maybe(flag) },
  watch: { on: flag },
};

/** One sentence about the first thing that is wrong; undefined when nothing is. Never throws. */
export function whyBadParams(name: Name, params: unknown): string | undefined {
  const wanted: readonly (readonly [string, Shape])[] = Object.entries(shapes[name]);
  if (wanted.length === 0) return undefined;
  if (!isObject(params)) return `The request ${name} takes an object with ${wanted.map(([key]) => key).join(", ")}.`;
  for (const [key, { is, called, optional }] of wanted) {
    const value = params[key];
    if (optional && value === undefined) continue;
    if (!is(value)) return `The request ${name} takes ${called} as ${key}.`;
  }
  return undefined;
}
