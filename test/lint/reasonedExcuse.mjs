/** Lint rule: a rule is excused for one line, with a reason after `--`; never for a whole file. */
export const reasonedExcuse = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      whole: "Excuse one line (eslint-disable-next-line), not the rest of the file.",
      reason: "Say why after `--`.",
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const words = comment.value.trim();
          if (!words.startsWith("eslint-disable")) continue;
          if (!/^eslint-disable-(next-)?line\b/.test(words)) context.report({ loc: comment.loc, messageId: "whole" });
          else if (!/\s--\s+\S/.test(words)) context.report({ loc: comment.loc, messageId: "reason" });
        }
      },
    };
  },
};
