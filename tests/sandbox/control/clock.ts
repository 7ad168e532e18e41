interface Sleeper {
  until: number;
  wake: () => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * The time of the local Shopify. A running clock follows the machine's and can be shifted. A stopped one
 * (`new Clock({ stoppedAt })`) moves only when a test moves it; bulk operations, late webhooks and token
 * expiry then wait for the test.
 */
export class Clock {
  #offset = 0;
  #stoppedAt: number | null = null;
  #sleepers = new Set<Sleeper>();

  constructor(options: { stoppedAt?: Date } = {}) {
    if (options.stoppedAt) this.#stoppedAt = options.stoppedAt.getTime();
  }

  now(): Date {
    return new Date(this.milliseconds());
  }

  milliseconds(): number {
    return this.#stoppedAt ?? Date.now() + this.#offset;
  }

  /** Moves the time forward by `milliseconds` (backward if negative). */
  advance(milliseconds: number): void {
    if (this.#stoppedAt === null) this.#offset += milliseconds;
    else this.#stoppedAt += milliseconds;
    this.#wakeTheDue();
  }

  /** Sets the time; a running clock continues from there, a stopped one stays stopped. */
  set(date: Date): void {
    this.advance(date.getTime() - this.milliseconds());
  }

  /** Resolves when this clock (not the machine's) is `milliseconds` further. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        until: this.milliseconds() + milliseconds,
        wake: resolve,
        timer: undefined,
      };
      this.#sleepers.add(sleeper);
      this.#wakeTheDue();
    });
  }

  #wakeTheDue(): void {
    const now = this.milliseconds();
    for (const sleeper of this.#sleepers) {
      clearTimeout(sleeper.timer);
      if (sleeper.until <= now) {
        this.#sleepers.delete(sleeper);
        sleeper.wake();
      } else if (this.#stoppedAt === null) {
        // A timer holds 32 bits; a longer sleep is split.
        const wait = Math.min(sleeper.until - now, 2 ** 31 - 1);
        sleeper.timer = setTimeout(() => {
          this.#wakeTheDue();
        }, wait);
        sleeper.timer.unref();
      }
    }
  }
}
