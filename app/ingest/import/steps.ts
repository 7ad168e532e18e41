/** Steps in one transaction, run one after the other while the caller does other work. */
export class Steps {
  private last: Promise<void> = Promise.resolve();
  private stopped = false;

  add(step: () => Promise<void>): void {
    this.last = this.last.then(() => (this.stopped ? undefined : step()));
    // `done` throws it; until then it must not count as unhandled
    this.last.catch(() => undefined);
  }

  /** Waits for all steps. @throws the error of a step */
  async done(): Promise<void> {
    await this.last;
  }

  /** Waits for the running step, whether it succeeds or fails, and drops the others. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.last.catch(() => undefined);
  }
}
