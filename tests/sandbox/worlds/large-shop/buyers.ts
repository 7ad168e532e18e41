import { Random } from '../distributions';

const ORDERS_PER_CUSTOMER = 2.5;

/** The customers of a large shop's orders, in a few bytes for each customer. */
export interface Buyers {
  count: number;
  /** number of orders of each customer, by index */
  orders: Uint32Array;
  /** index of each customer's first order */
  first: Uint32Array;
  /** the customers of all orders, in the order of time */
  sequence(): Iterable<number>;
}

/** One order in 2.5 is a new customer's; the others are of earlier customers, recent ones more often. */
export function buyersOf(orders: number, seed: string): Buyers {
  const count = Math.ceil(orders / ORDERS_PER_CUSTOMER);
  const own = new Uint32Array(count);
  const first = new Uint32Array(count);
  function* sequence(): Generator<number> {
    const random = new Random(seed);
    let known = 0;
    for (let index = 0; index < orders; index += 1) {
      if (known < Math.ceil((index + 1) / ORDERS_PER_CUSTOMER)) {
        yield known;
        known += 1;
      } else {
        yield known - 1 - Math.floor(known * random.next() ** 2);
      }
    }
  }
  let index = 0;
  for (const buyer of sequence()) {
    if (own[buyer] === 0) first[buyer] = index;
    own[buyer] = (own[buyer] ?? 0) + 1;
    index += 1;
  }
  return { count, orders: own, first, sequence };
}
