/** One thing at a time for each key: who comes next begins when the one before has ended, however it ended. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Rejects as `act` does; those who wait are not troubled by that. */
  async take<T>(key: string, act: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(key) ?? Promise.resolve()).then(act, act);
    this.last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === turn) this.last.delete(key);
    }
  }
}
