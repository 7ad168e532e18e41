import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { admin } from '../../shopify/api/admin.server';
import { CUSTOMERS_UPDATED } from '../../shopify/documents/customers-updated';
import { ORDERS_UPDATED, updatedResponse } from '../../shopify/documents/orders-updated';
import { numericId } from '../../shopify/protocol/gid';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import { latestImport } from '../../store/work/imports';
import {
  beginUpdateCheck,
  endUpdateCheck,
  noteUpdateCheck,
  type UpdateCheck,
  type UpdateCheckKey,
} from '../../store/work/update-checks';
import { erasedIds } from '../facts/erased.server';
import {
  requestCustomerRereads,
  requestOrderRereads,
  requestSecondReads,
  UNSURE_MS,
} from '../receive/reread-requests.server';
import { requestVisitsToCome } from './visits-to-come.server';

/**
 * The update check: webhooks may be late or lost, so Shopify's list of updates since the last check is compared
 * with our rows by `updatedAt`. Rows that are older here, or missing, are re-read. Deleted objects are in no
 * such list: the id audit finds them.
 */
const HOUR_MS = 3_600_000;

/**
 * How far a check goes back before the end of the last one: clocks differ, lists lag, and the re-read of a
 * webhook may have failed. The nightly check covers all that Shopify shows of a shop without `read_all_orders`,
 * whatever the hourly ones missed.
 */
const OVERLAP_MS: Record<UpdateCheckKey['span'], number> = {
  hour: HOUR_MS,
  night: 60 * 24 * HOUR_MS,
};

/** Milliseconds until the counts are compared: the re-reads that a check requests are done by then. */
const COUNTS_AFTER_MS = 3 * 60_000;

const KINDS = {
  orders: { document: ORDERS_UPDATED, request: requestOrderRereads },
  customers: { document: CUSTOMERS_UPDATED, request: requestCustomerRereads },
} as const;
/** Known ids; an order set apart counts with the state in which it was set apart. */
const KNOWN = {
  orders: (shop: ShopId) => sql`(select id, updated_at from orders where shop_id = ${shop}
    union all select order_id, updated_at from orders_set_apart where shop_id = ${shop})`,
  customers: (shop: ShopId) => sql`(select id, updated_at from customers where shop_id = ${shop})`,
};
type Updated = z.output<typeof updatedResponse>;

/** Checks for updates (job), orders first. A running import reads everything itself. */
export async function checkUpdates(shop: ShopId, span: UpdateCheckKey['span']): Promise<void> {
  const { domain, installed, importing } = await withShop(shop, async (tx) => ({
    ...(await shopById(tx, shop)),
    importing: (await latestImport(tx, shop))?.state === 'running',
  }));
  if (!installed || importing) return;
  await withShop(shop, async (tx) => {
    await requestSecondReads(tx, shop);
    if (span === 'night') await requestVisitsToCome(tx, shop);
  });
  for (const kind of ['orders', 'customers'] as const) {
    const found = await checkList(shop, domain, { kind, span });
    if (found > 0) log.info({ shop, kind, span, found }, 'an update check found changes');
  }
  const runAt = new Date(Date.now() + COUNTS_AFTER_MS);
  await enqueue(null, 'reconcile.counts', { shopId: shop }, { runAt });
}

/** The most pages of one search at Shopify; after them a new search starts where this one ended. */
const MOST_PAGES = 80;

/**
 * Checks one list page by page. A page's transaction stores how far the check has come, so that it goes on there
 * after a worker was killed.
 * @returns how many rows had changed
 */
async function checkList(shop: ShopId, domain: string, of: UpdateCheckKey): Promise<number> {
  const begun = now();
  const known = await withShop(shop, (tx) => beginUpdateCheck(tx, shop, of, begun));
  if (known === null) return 0;
  let since = known.cameTo ?? startOfCheck(known.watermark, of.span, begun);
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
      const changed = await requestChanged(tx, shop, of.kind, updated.nodes, known);
      await (more ? noteUpdateCheck(tx, shop, of, reached) : endUpdateCheck(tx, shop, of, begun));
      return changed;
    });
    if (!more) return found;
    after = updated.pageInfo.endCursor;
    // where one second has more updates than a search has pages, go on paging
    if (page % MOST_PAGES === 0 && reached > since) {
      since = reached;
      after = null;
    }
  }
}

/**
 * The start of a check. A watermark in the future was written by a clock that ran ahead, whose checks found
 * nothing: then the check goes back as far as the nightly one.
 */
function startOfCheck(watermark: Date, span: UpdateCheckKey['span'], at: Date): Date {
  const since = watermark.getTime() - OVERLAP_MS[span];
  const ahead = watermark.getTime() - OVERLAP_MS.hour > at.getTime();
  return new Date(ahead ? at.getTime() - OVERLAP_MS.night : since);
}

/**
 * Requests re-reads of rows in the list that are older here, or missing, or changed while an import ran: its
 * file may have been written in the second of their last change. Skips erased ids.
 */
async function requestChanged(
  tx: Tx,
  shop: ShopId,
  kind: UpdateCheckKey['kind'],
  nodes: readonly { id: string; updatedAt: string }[],
  { importRan }: UpdateCheck,
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
  await KINDS[kind].request(tx, shop, ids);
  return ids.length;
}
