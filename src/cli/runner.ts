/** Runs a command's act: opens its engine only when asked, closes it whatever happens, and turns what is thrown into an outcome. */
import type { Outcome } from "./outcome.ts";
import { engineFailed } from "./prose.ts";
import type { Act, CommonOptions, OpenEngine, Use } from "./use.ts";

/** What a command line is run with: the real one is in main.ts. */
export interface Stage {
  readonly open: (options: CommonOptions) => Promise<OpenEngine>;
  readonly serve: Use["serve"];
  readonly print: (text: string) => Promise<void>;
  readonly width?: number;
}

/** Carries an outcome across what cannot return it: an engine that could not be opened for a reason worth a sentence of its own. */
export class OutcomeError extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome.sentence ?? "");
    this.name = "OutcomeError";
  }
}

/** Never rejects: what an engine throws is its failure. */
export async function runAct(stage: Stage, options: CommonOptions, act: Act): Promise<Outcome> {
  let opened: Promise<OpenEngine> | undefined;
  const use: Use = {
    engine: () => (opened ??= stage.open(options)),
    serve: stage.serve,
    json: options.json === true,
    print: stage.print,
    ...(stage.width === undefined ? {} : { width: stage.width }),
  };
  try {
    return await act(use);
  } catch (thrown) {
    return thrown instanceof OutcomeError ? thrown.outcome : engineFailed(messageOf(thrown));
  } finally {
    await opened?.then((engine) => engine.close()).catch(() => undefined);
  }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
