/** Steps of one transaction, taken one after the other while their caller does something else. */
export class Steps {
  private last: Promise<void> = Promise.resolve();
  private stopped = false;

  add(step: () => Promise<void>): void {
    this.last = this.last.then(() => (this.stopped ? undefined : step()));
    // whoever awaits `done` hears of it; until then it is nobody's
    this.last.catch(() => undefined);
  }

  /** @throws what a step threw */
  async done(): Promise<void> {
    await this.last;
  }

  /** Lets the step under way end, whichever way, and takes no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.last.catch(() => undefined);
  }
}
