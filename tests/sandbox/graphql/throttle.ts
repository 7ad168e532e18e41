import type { Clock } from '../control/clock';

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** The maximum cost of a single query, however full the bucket. */
export const MAX_QUERY_COST = 1_000;

/** Points restored per second and size of the bucket, by the name of the shop's plan. */
const PLANS: Record<string, { restoreRate: number; size: number }> = {
  Advanced: { restoreRate: 200, size: 4_000 },
  'Shopify Plus': { restoreRate: 1_000, size: 20_000 },
  // not a plan of Shopify: for measuring the app without throttling
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

  /** Takes the points of a query if the bucket has them. */
  take(points: number): boolean {
    this.#restore();
    if (points > this.#available) return false;
    this.#available -= points;
    return true;
  }

  /** Returns the reserved points that were not used. */
  giveBack(points: number): void {
    this.#available = Math.min(this.#size, this.#available + points);
  }

  /** Empties the bucket, as other calls of the app would. */
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
