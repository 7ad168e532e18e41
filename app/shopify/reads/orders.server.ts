import type { z } from 'zod';
import { admin } from '../api/admin.server';
import { MOST_POINTS } from '../documents/document';
import { ORDER_LINES, orderLinesResponse } from '../documents/order-lines';
import { ORDERS_BY_ID, orderPoints, ordersByIdResponse } from '../documents/orders-by-id';
import { Throttled, Unavailable } from '../protocol/errors';
import { gid, numericId } from '../protocol/gid';
import { YIELDING_PATIENCE, type Patience } from '../api/graphql-call';

/** One order as Shopify states it now, with all of its lines; the caller parses both. */
export interface StatedOrder {
  id: string;
  order: object;
  lines: object[];
}

/** Orders that were read before Shopify asked for a pause. */
export interface StatedOrders {
  /** orders that Shopify knows and shows */
  stated: Map<string, StatedOrder>;
  /** ids that were read to the end; Shopify knows no order for those missing in `stated` */
  answered: Set<string>;
  /** milliseconds until the rest fits into the bucket; 0: there is no rest */
  waitMs: number;
}

type OrderNode = NonNullable<z.output<typeof ordersByIdResponse>['nodes'][number]>;

/** Our own limit; Shopify takes lists of 250. */
const MOST_IDS = 50;

/**
 * Lines that are queried with an order, and how long the call may wait. Shopify reserves points as if every
 * order had all of them, at most 1,000 a call. Most orders have few lines, so the first step reads many orders
 * a call; the longer ones follow in smaller lists, and wait until the first call's points have come back.
 */
const STEPS: { lines: number; patience: Patience }[] = [
  { lines: 3, patience: YIELDING_PATIENCE },
  { lines: 20, patience: { ...YIELDING_PATIENCE, pauseMs: 12_000 } },
];
/** Lines a page of the longest orders, for which the call waits: a part of the pages is useless. */
const LINES_OF_A_PAGE = 60;

/**
 * Reads orders by their numeric ids, in as many calls as their lines need.
 * @throws Throttled before anything was read; ShopGone, Unavailable, AccessDenied, BadQuery
 */
export async function readOrders(domain: string, ids: readonly string[]): Promise<StatedOrders> {
  const found: StatedOrders = { stated: new Map(), answered: new Set(), waitMs: 0 };
  try {
    let rest: readonly string[] = ids;
    for (const step of STEPS) rest = await readStep(domain, rest, step, found);
  } catch (error) {
    if (!(error instanceof Throttled) || found.answered.size === 0) throw error;
    found.waitMs = error.waitMs;
  }
  return found;
}

/** @returns the ids of orders with more lines than were queried */
async function readStep(
  domain: string,
  ids: readonly string[],
  { lines, patience }: (typeof STEPS)[number],
  { stated, answered }: StatedOrders,
): Promise<string[]> {
  const longer: string[] = [];
  const isLast = lines === STEPS.at(-1)?.lines;
  const atOnce = Math.min(MOST_IDS, Math.floor(MOST_POINTS / orderPoints(lines)));
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const variables = { ids: some.map((id) => gid('Order', id)), lines };
    const { nodes } = await admin(domain).query(ORDERS_BY_ID, variables, ordersByIdResponse, {
      patience,
    });
    for (const [at, id] of some.entries()) {
      const order = nodes[at] ?? null;
      if (order?.lineItems.pageInfo.hasNextPage && !isLast) {
        longer.push(id);
        continue;
      }
      if (order !== null) stated.set(id, await withAllLines(domain, order));
      answered.add(id);
    }
  }
  return longer;
}

/** @throws Unavailable where the order changes meanwhile: its pages would be of two states */
async function withAllLines(domain: string, order: OrderNode): Promise<StatedOrder> {
  const lines: object[] = [...order.lineItems.nodes];
  let { hasNextPage, endCursor } = order.lineItems.pageInfo;
  while (hasNextPage) {
    const variables = { id: order.id, lines: LINES_OF_A_PAGE, after: endCursor };
    const answer = await admin(domain).query(ORDER_LINES, variables, orderLinesResponse);
    if (answer.order?.updatedAt !== order.updatedAt)
      throw new Unavailable('An order changed while its lines were read.');
    lines.push(...answer.order.lineItems.nodes);
    ({ hasNextPage, endCursor } = answer.order.lineItems.pageInfo);
  }
  return { id: numericId(order.id), order, lines };
}
