/** The real table as an outline, for the tests of what is made from it. */
import { outlineOf } from "../../../../src/cli/documents/outline.ts";
import { programFor } from "../../../../src/cli/program.ts";

export const outline = outlineOf(programFor(() => Promise.resolve(), "1.2.3"));
