import type { Random } from '../../worlds/distributions';
import type { AskableOrder } from './orders';

const DAY = 86_400_000;
/** Mean and spread of the scores, on a scale of 0 to 10. */
const MIDDLE = 6.95;
const SPREAD = 1.95;
/** Earlier buyers, and those who come back later, score higher. */
const EACH_PURCHASE_BEFORE = 0.3;
const COMES_BACK = 0.55;
/** Share of angry customers, independent of their purchases. */
const ANGRY = 0.035;
/** Eight months ago parcels were late for some weeks. */
const TROUBLE = { fromDaysAgo: 262, toDaysAgo: 214, costs: 1.1 };

/** The customers' opinion of the shop, which correlates with their purchases. */
export class Mood {
  /** by order id: the number of the customer's earlier orders, and whether later ones exist */
  readonly #before = new Map<number, number>();
  readonly #last = new Map<number, number>();

  constructor(
    orders: readonly AskableOrder[],
    private readonly until: Date,
  ) {
    const counts = new Map<number, number>();
    for (const { id, customerId } of orders) {
      if (customerId === null) continue;
      const before = counts.get(customerId) ?? 0;
      this.#before.set(id, before);
      counts.set(customerId, before + 1);
      this.#last.set(customerId, id);
    }
  }

  score({ id, customerId, at }: AskableOrder, random: Random): number {
    if (random.chance(ANGRY)) return random.whole(0, 4);
    const before = Math.min(this.#before.get(id) ?? 0, 4);
    const comesBack = customerId !== null && this.#last.get(customerId) !== id;
    const daysAgo = (this.until.getTime() - at) / DAY;
    const trouble = daysAgo < TROUBLE.fromDaysAgo && daysAgo > TROUBLE.toDaysAgo;
    const feels =
      MIDDLE +
      EACH_PURCHASE_BEFORE * before +
      (comesBack ? COMES_BACK : 0) -
      (trouble ? TROUBLE.costs : 0) +
      SPREAD * random.normal();
    return Math.min(10, Math.max(0, Math.round(feels)));
  }
}
