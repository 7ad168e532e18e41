import type { Clock } from '../control/clock';

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** A single query may cost no more than this, whatever is in the bucket. */
export const MAX_QUERY_COST = 1_000;

/** Points restored per second and points that fit in, by the name of the shop's plan. */
const PLANS: Record<string, { restoreRate: number; size: number }> = {
  Advanced: { restoreRate: 200, size: 4_000 },
  'Shopify Plus': { restoreRate: 1_000, size: 20_000 },
  // no plan of Shopify's: for measuring how fast the app is by itself
  Unthrottled: { restoreRate: 1_000_000, size: 1_000_000 },
};
const STANDARD = { restoreRate: 100, size: 2_000 };

/** The leaky bucket of one app in one shop. */
export class Bucket {
  readonly #size: number;
  readonly #restoreRate: number;
  #available: number;
  #at: number;

  constructor(
    private readonly clock: Clock,
    planName: string,
  ) {
    const plan = PLANS[planName] ?? STANDARD;
    this.#size = plan.size;
    this.#restoreRate = plan.restoreRate;
    this.#available = plan.size;
    this.#at = clock.milliseconds();
  }

  /** Takes the points of a query if they are there. */
  take(points: number): boolean {
    this.#restore();
    if (points > this.#available) return false;
    this.#available -= points;
    return true;
  }

  /** Gives back what was reserved and not used. */
  giveBack(points: number): void {
    this.#available = Math.min(this.#size, this.#available + points);
  }

  /** Empties the bucket, as other calls of the app would have. */
  drain(): void {
    this.#restore();
    this.#available = 0;
  }

  status(): ThrottleStatus {
    this.#restore();
    return {
      maximumAvailable: this.#size,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restoreRate,
    };
  }

  #restore(): void {
    const now = this.clock.milliseconds();
    const restored = (Math.max(0, now - this.#at) / 1000) * this.#restoreRate;
    this.#available = Math.min(this.#size, this.#available + restored);
    this.#at = now;
  }
}
