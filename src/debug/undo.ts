/** What an attach has set up, to be taken down in reverse. Each step is tried whatever the others do: nothing is left behind. */

export class Undo {
  private readonly steps: { readonly what: string; readonly undo: () => Promise<void> | void }[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly log: (text: string) => void) {}

  /** `what`: in words, for the log. After `run` it is undone at once. */
  add(what: string, undo: () => Promise<void> | void): void {
    this.steps.push({ what, undo });
    if (this.running) this.running = this.running.then(() => this.takeDown());
  }

  /** Never rejects; a second call waits for the first. */
  run(): Promise<void> {
    this.running ??= this.takeDown();
    return this.running;
  }

  private async takeDown(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      try {
        await step.undo();
      } catch (thrown) {
        this.log(`could not undo "${step.what}": ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      }
    }
  }
}
