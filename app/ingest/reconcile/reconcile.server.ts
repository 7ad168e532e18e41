import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { admin } from '../../shopify/api/admin.server';
import { CUSTOMERS_UPDATED } from '../../shopify/documents/customers-updated';
import { ORDERS_UPDATED, updatedResponse } from '../../shopify/documents/orders-updated';
import { numericId } from '../../shopify/protocol/gid';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { latestImport, shopById } from '../../store/work/imports';
import { beginLook, endLook, noteLook, type Look, type LookOf } from '../../store/work/looks';
import { erasedIds } from '../facts/erased.server';
import { pokeCustomers, pokeOrders, readOnceMore, UNSURE_MS } from '../receive/pokes.server';

/**
 * Webhooks may be late, or lost: what Shopify itself says was updated since the last look is compared
 * with our rows by its `updatedAt`. What is older here, or missing, is poked; the rest costs nothing
 * but its place in a list. What was deleted is not in any such list: sweeps find it.
 */
const HOUR_MS = 3_600_000;

/**
 * How far a look goes back behind where the last one ended: clocks differ, lists lag, and a webhook's
 * re-read may have failed. The night's covers all that Shopify shows of a shop without
 * `read_all_orders`, whatever the hours' have passed over.
 */
const OVERLAP_MS: Record<LookOf['span'], number> = { hour: HOUR_MS, night: 60 * 24 * HOUR_MS };

/** Compared a while after the pokes of a look: what it found is read by then. */
const COUNTS_AFTER_MS = 3 * 60_000;

const KINDS = {
  orders: { document: ORDERS_UPDATED, poke: pokeOrders },
  customers: { document: CUSTOMERS_UPDATED, poke: pokeCustomers },
} as const;
/** What is known here; an order that is set apart is known in the state in which it was. */
const KNOWN = {
  orders: (shop: ShopId) => sql`(select id, updated_at from orders where shop_id = ${shop}
    union all select order_id, updated_at from orders_set_apart where shop_id = ${shop})`,
  customers: (shop: ShopId) => sql`(select id, updated_at from customers where shop_id = ${shop})`,
};
type Updated = z.output<typeof updatedResponse>;

/** Looks for what was updated (job), orders first. While an import runs it reads everything itself. */
export async function reconcile(shop: ShopId, span: LookOf['span']): Promise<void> {
  const { domain, installed, importing } = await withShop(shop, async (tx) => ({
    ...(await shopById(tx, shop)),
    importing: (await latestImport(tx, shop))?.state === 'running',
  }));
  if (!installed || importing) return;
  await withShop(shop, (tx) => readOnceMore(tx, shop));
  for (const kind of ['orders', 'customers'] as const) {
    const found = await look(shop, domain, { kind, span });
    if (found > 0) log.info({ shop, kind, span, found }, 'reconciliation found changes');
  }
  const runAt = new Date(Date.now() + COUNTS_AFTER_MS);
  await enqueue(null, 'reconcile.counts', { shopId: shop }, { runAt });
}

/** Shopify lets no more be paged through at once; then the search begins anew where it has come to. */
const MOST_PAGES = 80;

/**
 * One list, page by page, each in a transaction with where it has come to: a killed worker's successor
 * goes on there.
 * @returns how many were found changed
 */
async function look(shop: ShopId, domain: string, of: LookOf): Promise<number> {
  const begun = now();
  const known = await withShop(shop, (tx) => beginLook(tx, shop, of, begun));
  if (known === null) return 0;
  let since = known.cameTo ?? sinceWhen(known.watermark, of.span, begun);
  let after: string | null = null;
  let found = 0;
  for (let page = 1; ; page++) {
    const search = `updated_at:>='${since.toISOString()}'`;
    const { updated }: Updated = await admin(domain).query(
      KINDS[of.kind].document,
      { search, after },
      updatedResponse,
    );
    const last = updated.nodes.at(-1);
    const more = updated.pageInfo.hasNextPage && last !== undefined;
    const reached = more ? new Date(last.updatedAt) : begun;
    found += await withShop(shop, async (tx) => {
      const changed = await pokeChanged(tx, shop, of.kind, updated.nodes, known);
      await (more ? noteLook(tx, shop, of, reached) : endLook(tx, shop, of, begun));
      return changed;
    });
    if (!more) return found;
    after = updated.pageInfo.endCursor;
    // more in one second than a search may page through is paged through all the same
    if (page % MOST_PAGES === 0 && reached > since) {
      since = reached;
      after = null;
    }
  }
}

/**
 * A watermark that has not come yet was written by a clock that ran ahead: its looks asked for what was still to
 * come, and found nothing. Everything that a night covers is looked through again.
 */
function sinceWhen(watermark: Date, span: LookOf['span'], at: Date): Date {
  const since = watermark.getTime() - OVERLAP_MS[span];
  const ahead = watermark.getTime() - OVERLAP_MS.hour > at.getTime();
  return new Date(ahead ? at.getTime() - OVERLAP_MS.night : since);
}

/**
 * Pokes those of the list that are older here, or missing, or changed while an import ran: its file may
 * have been written in the second of their last change. Never what was erased.
 */
async function pokeChanged(
  tx: Tx,
  shop: ShopId,
  kind: LookOf['kind'],
  nodes: readonly { id: string; updatedAt: string }[],
  { importRan }: Look,
): Promise<number> {
  const unsureFrom = importRan && new Date(importRan.from.getTime() - UNSURE_MS);
  const changed = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`
    select theirs.id::text from unnest(
      ${nodes.map(({ id }) => numericId(id))}::bigint[],
      ${nodes.map(({ updatedAt }) => updatedAt)}::timestamptz[]) theirs(id, updated_at)
    left join ${KNOWN[kind](shop)} ours on ours.id = theirs.id
    where ours.id is null or ours.updated_at < theirs.updated_at
      or theirs.updated_at between ${unsureFrom}::timestamptz and ${importRan?.to ?? null}::timestamptz`,
  );
  if (changed.length === 0) return 0;
  const erased = await erasedIds(tx, shop);
  const gone = kind === 'orders' ? erased.order : erased.customer;
  const ids = changed.map(({ id }) => id).filter((id) => !gone(id));
  await KINDS[kind].poke(tx, shop, ids);
  return ids.length;
}
