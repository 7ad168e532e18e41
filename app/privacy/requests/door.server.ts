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
import { personOf, type PersonIds } from './payload';
import { enqueueRequest } from '../erase/queue.server';
import { stillThere } from './still-there.server';

/** The law's time, which Shopify passes on: thirty days from the request. */
const DAYS_TO_ANSWER = 30;

const KINDS = {
  CUSTOMERS_DATA_REQUEST: 'dataRequest',
  CUSTOMERS_REDACT: 'customerRedact',
} as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];

export type Taken = 'taken' | 'malformed';

/**
 * A compliance webhook arrived: what it asks for is written down with its job, in one transaction.
 * An uninstalled shop's is taken as well; a shop that is not known has nothing to hand over or erase.
 * The ids stand in the request's row only, not in the delivery and not in the queue.
 */
export async function takeComplianceRequest(delivery: Delivery): Promise<Taken> {
  // rare, and owed: it may wait longer than a delivery that comes again anyway
  return await atDoor('page', delivery.domain, () => take(delivery));
}

async function take(delivery: Delivery): Promise<Taken> {
  const { topic, domain, payload } = delivery;
  const named = { domain, shopifyId: shopNumberIn(payload.shop_id) };
  if (topic === 'SHOP_REDACT') {
    await forgetShop(named);
    return 'taken';
  }
  const kind = topic in KINDS ? KINDS[topic as keyof typeof KINDS] : null;
  if (kind === null) return 'taken';
  const person = personOf(payload);
  if (person === null) return 'malformed';
  await withShopFound(
    // a shop that is being erased, and a customer, is gone before this row is written, or takes it along
    (tx) => namedShop(tx, named, sql`for share`),
    (tx, { id }) => writeDown(tx, id, delivery, kind, person),
  );
  return 'taken';
}

/**
 * What is kept stands under the domain that the shop had here, and its sessions may be of the other one.
 * A shop of this domain that has another number at Shopify is another shop.
 */
async function forgetShop(named: NamedShop): Promise<void> {
  await transaction(async (tx) => {
    const shop = await namedShop(tx, named);
    const another = sql`select from shops where domain = ${named.domain}`;
    if (shop === null && (await rows(tx, z.object({}), another)).length > 0) return;
    for (const domain of new Set([shop?.domain ?? named.domain, named.domain]))
      await enqueue(tx, 'shop.redact', { domain });
  });
}

async function writeDown(
  tx: Tx,
  shop: ShopId,
  { topic, webhookId, eventId, triggeredAt }: Delivery,
  kind: Kind,
  person: PersonIds,
): Promise<void> {
  const receivedAt = now();
  const kept = { topic, webhookId, eventId, triggeredAt, receivedAt, subjectIds: [] };
  if (!(await keepDelivery(tx, shop, kept))) return;
  // a late request for somebody who was erased must not write his ids down again
  const { customer, orders } = kind === 'dataRequest' ? await stillThere(tx, shop, person) : person;
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
  await enqueueRequest(tx, shop, { id: request.id, kind, ahead: await waitingBefore(tx, shop) });
}

/** How many of the shop's requests wait, without the one that was just written down. */
async function waitingBefore(tx: Tx, shop: ShopId): Promise<number> {
  const { ahead } = await one(
    tx,
    z.object({ ahead: z.number().int() }),
    sql`select count(*)::int - 1 as ahead from privacy_requests where shop_id = ${shop} and state = 'waiting'`,
  );
  return ahead;
}
