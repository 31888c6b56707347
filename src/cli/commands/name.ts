/** `pspace name SPACE NAME`: a name of the user's for a space, kept by the space's identity. */
import { engineCommand, type Declare } from "../declare.ts";
import { done, type Outcome } from "../outcome.ts";
import { badWords, nameRefused, outcomeOf } from "../prose.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

export async function name(use: Use, space: string, given: string | undefined, forget: boolean): Promise<Outcome> {
  if (forget && given !== undefined) return badWords("A name is either given or forgotten");
  if (!forget && given === undefined) return badWords("Say the name, or --forget");
  const { asks } = await use.engine();
  const answer = await asks.name({ space, ...(given === undefined ? {} : { name: given }) });
  if (answer.is === "refused") return nameRefused(answer.why);
  if (answer.is !== "named") return outcomeOf(answer);
  if (use.json) await printJson(use, answer.space);
  return done;
}

export const declareName: Declare = (program, run) => {
  engineCommand(program, "name", "give a space a name, or take it back")
    .argument("<space>", "the space")
    .argument("[name]", "its name from now on")
    .option("--forget", "take the name back")
    .action((space: string, given: string | undefined, options: CommonOptions & { readonly forget?: true }) =>
      run(options, (use) => name(use, space, given, options.forget === true)),
    );
};
