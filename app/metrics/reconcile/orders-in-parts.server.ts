import { z } from 'zod';
import { empty, rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { ordersAround, type ReconcileRules } from './amounts.sql';
import {
  inOrder,
  listed,
  orderSchema,
  type Listed,
  type ListedOrder,
} from './listed-orders.server';

/** Orders that one read looks at: some ten milliseconds, and a MB of those that the list has. */
const PART = 10_000;

/** Where a part begins or ends: an order's time and id do not change. */
const placeSchema = z.object({ time: z.string(), id: z.string() });
type Place = z.output<typeof placeSchema>;

/**
 * All orders of a list, the latest first, in parts. Each part is a transaction of its own: a file that is read as slowly as its
 * browser takes it holds no connection, and no list is too long. An order is in one part at most; one that comes or changes
 * while the list is read is in it as it was when its part was read.
 * @param most orders that a part looks at
 */
export async function* ordersInParts(
  shop: ShopId,
  rules: ReconcileRules,
  which: Listed,
  most = PART,
): AsyncGenerator<ListedOrder[]> {
  let before: Place | null = null;
  do {
    const part: Part = await withShop(shop, (tx) => readPart(tx, rules, which, { before, most }));
    yield part.orders;
    before = part.first;
  } while (before !== null);
}

interface Part {
  orders: ListedOrder[];
  /** the earliest order that it looked at; null: no order is left */
  first: Place | null;
}

interface Bounds {
  before: Place | null;
  most: number;
}

async function readPart(
  tx: Tx,
  rules: ReconcileRules,
  which: Listed,
  bounds: Bounds,
): Promise<Part> {
  const first = await firstOfPart(tx, rules, which, bounds);
  const since = first === null ? empty : sql`and (processed_at, id) >= ${row(first)}`;
  const among = sql`${earlierThan(bounds.before)} ${since}`;
  return { first, orders: await rows(tx, orderSchema, inOrder(listed(rules, which, among))) };
}

const row = ({ time, id }: Place): Sql => sql`(${time}::timestamptz, ${id}::bigint)`;
const earlierThan = (place: Place | null): Sql =>
  place === null ? empty : sql`and (processed_at, id) < ${row(place)}`;

/**
 * The earliest order that a part looks at; null: it has all that are left. By time alone: the planner takes a shop's days for rare,
 * and would read all orders.
 */
async function firstOfPart(
  tx: Tx,
  rules: ReconcileRules,
  which: Listed,
  { before, most }: Bounds,
): Promise<Place | null> {
  const period = 'line' in which ? which.period : null;
  const [first] = await rows(
    tx,
    placeSchema,
    sql`
    select processed_at::text as time, id::text from orders
    where ${ordersAround(rules, period)} ${earlierThan(before)}
    order by processed_at desc, orders.id desc offset ${most - 1}::int limit 1`,
  );
  return first ?? null;
}
