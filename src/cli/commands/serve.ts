/** `pspace serve --stdio`: the engine itself, as a language server on standard streams. */
import { plainCommand, type Declare } from "../declare.ts";
import { done } from "../outcome.ts";
import { badWords } from "../prose.ts";

interface ServeOptions {
  readonly stdio?: true;
  readonly proc?: string;
}

export const declareServe: Declare = (program, run) => {
  plainCommand(program, "serve", "be the engine, for an editor")
    .option("--stdio", "talk on stdin and stdout")
    .option("--proc <folder>", "a procfs that is mounted elsewhere")
    .action((options: ServeOptions) =>
      run({}, async (use) => {
        if (options.stdio !== true) return badWords("Say how to talk: --stdio is the only way");
        await use.serve(options.proc);
        return done;
      }),
    );
};
