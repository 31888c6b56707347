/** Why the kernel gave no answer about a task. */

/** Not there (any more), or there but not for us. */
export type Missing = "absent" | "denied";
