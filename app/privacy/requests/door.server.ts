import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import type { Delivery } from '../../shopify/doors/webhook.server';
import {
  atDoor,
  one,
  rows,
  sql,
  transaction,
  withShopFound,
  type ShopId,
  type Tx,
} from '../../store/db.server';
import { keepDelivery } from '../../store/work/deliveries';
import { namedShop, shopNumberIn, type NamedShop } from '../../store/shops/named-shop';
import { shopByDomain } from '../../store/shops/shops';
import { parsePerson, type PersonIds } from './payload';
import { enqueueRequest } from '../erase/queue.server';
import { withoutErased } from './without-erased.server';

/** The legal limit, which Shopify passes on: thirty days from the request. */
const DAYS_TO_ANSWER = 30;

const KINDS = {
  CUSTOMERS_DATA_REQUEST: 'dataRequest',
  CUSTOMERS_REDACT: 'customerRedact',
} as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];

export type Taken = 'taken' | 'malformed';

/**
 * Takes a compliance webhook: writes the request and enqueues its job in one transaction, also for an
 * uninstalled shop. An unknown shop has nothing to hand over or erase. The ids are in the request's row
 * only, neither in the delivery nor in the queue.
 */
export async function takeComplianceRequest(delivery: Delivery): Promise<Taken> {
  // 'page' waits longer than a delivery would: the request is rare, and required by law
  return await atDoor('page', delivery.domain, () => keepRequest(delivery));
}

async function keepRequest(delivery: Delivery): Promise<Taken> {
  const { topic, domain, payload } = delivery;
  const named = { domain, shopifyId: shopNumberIn(payload.shop_id) };
  if (topic === 'SHOP_REDACT') {
    await forgetShop(named);
    return 'taken';
  }
  const kind = topic in KINDS ? KINDS[topic as keyof typeof KINDS] : null;
  if (kind === null) return 'taken';
  const person = parsePerson(payload);
  if (person === null) return 'malformed';
  await withShopFound(
    // the lock orders this row and a running erasure: the row is written after it, or erased by it
    (tx) => namedShop(tx, named, sql`for share`),
    (tx, { id }) => insertRequest(tx, id, delivery, kind, person),
  );
  return 'taken';
}

/**
 * Enqueues the erasure for both domains of a renamed shop: rows are under its domain here, sessions may be
 * under the other one. A shop of this domain with another Shopify number is another shop.
 */
async function forgetShop(named: NamedShop): Promise<void> {
  await transaction(async (tx) => {
    const shop = await namedShop(tx, named);
    if (shop === null && (await shopByDomain(tx, named.domain)) !== null) return;
    for (const domain of new Set([shop?.domain ?? named.domain, named.domain]))
      await enqueue(tx, 'shop.redact', { domain });
  });
}

async function insertRequest(
  tx: Tx,
  shop: ShopId,
  { topic, webhookId, eventId, triggeredAt }: Delivery,
  kind: Kind,
  person: PersonIds,
): Promise<void> {
  const receivedAt = now();
  const kept = { topic, webhookId, eventId, triggeredAt, receivedAt, subjectIds: [] };
  if (!(await keepDelivery(tx, shop, kept))) return;
  // a late request must not store the ids of an erased customer again
  const { customer, orders } =
    kind === 'dataRequest' ? await withoutErased(tx, shop, person) : person;
  const nothing = customer === null && orders.length === 0;
  const state = !nothing ? 'waiting' : kind === 'dataRequest' ? 'erased' : 'done';
  const [request] = await rows(
    tx,
    z.object({ id: z.number().int() }),
    sql`
    insert into privacy_requests (shop_id, kind, webhook_id, customer_id, order_ids, state, received_at, due_at, finished_at)
    values (${shop}, ${kind}, ${webhookId}, ${customer}::bigint, ${orders}::bigint[], ${state}, ${receivedAt},
      ${receivedAt}::timestamptz + make_interval(days => ${DAYS_TO_ANSWER}::int), ${nothing ? receivedAt : null}::timestamptz)
    on conflict (shop_id, webhook_id) do nothing returning id`,
  );
  if (request === undefined || nothing) return;
  await enqueueRequest(tx, shop, {
    id: request.id,
    kind,
    ahead: await countWaitingBefore(tx, shop),
  });
}

/** The shop's waiting requests, without the one just inserted. */
async function countWaitingBefore(tx: Tx, shop: ShopId): Promise<number> {
  const { ahead } = await one(
    tx,
    z.object({ ahead: z.number().int() }),
    sql`select count(*)::int - 1 as ahead from privacy_requests where shop_id = ${shop} and state = 'waiting'`,
  );
  return ahead;
}
