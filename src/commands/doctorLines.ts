/** What "Why Can't I Attach?" lists: each gate, open or shut, why, and the smallest cure. Pure. */
import { gateNames, type Plan } from "../model/plan.ts";
import type { Translate } from "../editor/words.ts";

export interface DoctorLine {
  /** Codicon; what it shows is in the words too. */
  readonly icon?: string;
  readonly label: string;
  readonly detail?: string;
  /** What is copied when the line is chosen. */
  readonly copies?: string;
}

/** Characters that a list of VS Code shows of a line before it cuts the rest off: 600 pixels, at 13 a letter's height. */
const breadth = 84;

/** A gate's own line, and below it what of its reason has no room there; then what opens it. Nothing is cut off. */
export function doctorLines(plan: Plan, t: Translate): DoctorLine[] {
  const names = { number: t("Number"), permission: t("Permission"), files: t("Files"), port: t("Port") };
  return gateNames.flatMap((name) => {
    const { open, why, cure } = plan.gates[name];
    const [detail = "", ...rest] = wrapped(why);
    const [first, ...more] = cure === undefined ? [] : wrapped(cure);
    const lines: DoctorLine[] = [
      { icon: open ? "pass" : "circle-slash", label: `${names[name]}: ${open ? t("open") : t("shut")}`, detail },
      ...rest.map((label) => ({ label })),
      ...(first === undefined ? [] : [{ icon: "copy", label: first }]),
      ...more.map((label) => ({ label })),
    ];
    return cure === undefined ? lines : lines.map((line) => ({ ...line, copies: cure }));
  });
}

/** Broken between words, where there are any. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trimStart();
    if (lines.length > 0 && longer.length <= breadth) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
