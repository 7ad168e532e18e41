import type { z } from 'zod';
import { admin } from './admin.server';
import { ORDER_LINES, orderLinesAnswer } from './documents/order-lines';
import { MOST_POINTS } from './documents/document';
import { ORDERS_BY_ID, orderPoints, ordersByIdAnswer } from './documents/orders-by-id';
import { Unavailable } from './errors';
import { gid, numericId } from './gid';
import { REREAD_PATIENCE } from './graphql-call';

/** One order as Shopify states it now, with all of its lines; what is in them the reader checks. */
export interface StatedOrder {
  id: string;
  order: object;
  lines: object[];
}

type Answered = NonNullable<z.output<typeof ordersByIdAnswer>['nodes'][number]>;

/** Shopify's limit for what the app reads at once (house rule; a list of ids may have 250). */
const MOST_IDS = 50;
/**
 * Lines that are asked for with an order. Shopify reserves as if every order had them all, 1,000
 * points at most: most orders have few lines, so many orders fit into a call; the others come again
 * in smaller company, the longest ones page by page.
 */
const LINES = [3, 20];
const LINES_OF_A_PAGE = 60;

/**
 * Orders by their numeric ids, in as many calls as their lines need.
 * @returns those that Shopify knows and shows; the others do not exist for it (any more)
 * @throws ShopGone, Throttled, Unavailable, AccessDenied, BadQuery
 */
export async function statedOrders(
  domain: string,
  ids: readonly string[],
): Promise<Map<string, StatedOrder>> {
  const stated = new Map<string, StatedOrder>();
  let rest = [...ids];
  for (const lines of LINES) {
    const longer: string[] = [];
    const atOnce = Math.min(MOST_IDS, Math.floor(MOST_POINTS / orderPoints(lines)));
    for (let from = 0; from < rest.length; from += atOnce) {
      for (const found of await read(domain, rest.slice(from, from + atOnce), lines)) {
        const id = numericId(found.id);
        const whole = !found.lineItems.pageInfo.hasNextPage;
        if (whole) stated.set(id, { id, order: found, lines: found.lineItems.nodes });
        else if (lines === LINES.at(-1)) stated.set(id, await withAllLines(domain, found));
        else longer.push(id);
      }
    }
    rest = longer;
  }
  return stated;
}

async function read(domain: string, ids: string[], lines: number): Promise<Answered[]> {
  const variables = { ids: ids.map((id) => gid('Order', id)), lines };
  const { nodes } = await admin(domain).query(ORDERS_BY_ID, variables, ordersByIdAnswer, {
    patience: REREAD_PATIENCE,
  });
  return nodes.filter((node) => node !== null);
}

/** @throws Unavailable where the order changes meanwhile: its pages would be of two states */
async function withAllLines(domain: string, found: Answered): Promise<StatedOrder> {
  const lines: object[] = [...found.lineItems.nodes];
  let { hasNextPage, endCursor } = found.lineItems.pageInfo;
  while (hasNextPage) {
    const variables = { id: found.id, lines: LINES_OF_A_PAGE, after: endCursor };
    const { order } = await admin(domain).query(ORDER_LINES, variables, orderLinesAnswer, {
      patience: REREAD_PATIENCE,
    });
    if (order?.updatedAt !== found.updatedAt)
      throw new Unavailable('An order changed while its lines were read.');
    lines.push(...order.lineItems.nodes);
    ({ hasNextPage, endCursor } = order.lineItems.pageInfo);
  }
  return { id: numericId(found.id), order: found, lines };
}
