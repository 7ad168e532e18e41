import { z } from 'zod';
import { gid, numericId } from '../../shopify/protocol/gid';
import { readOrders, type StatedOrder } from '../../shopify/reads/orders.server';
import {
  confirmationHash,
  type ConfirmationHash,
} from '../../store/secrets/confirmation-numbers.server';
import { sql, type ShopId, type Tx } from '../../store/db.server';
import { erasedIds, type ErasedIds } from '../facts/erased.server';
import { OutOfBounds } from '../facts/bounds';
import { costColumns, lineColumns, orderColumns, type Column } from '../facts/bulk-rows';
import { deleteOrders, markChanges } from '../merge/mark-changes.server';
import { mergeCosts, mergeOrders } from '../merge/merge.server';
import type { RereadRequest } from '../receive/reread-requests.server';
import { reread, type Rereader, type RereadShop } from './reread.server';
import { REFUSED, SetApart } from '../merge/set-apart.server';
import { parseAll } from '../facts/parse-all';
import { enqueueScopeCheck, showsAllOrders } from '../facts/shown-orders.server';
import { stageRows } from '../staging/stage-rows.server';

/** Orders that are read and written together. */
const AT_ONCE = 50;

/**
 * Reads requested orders again from Shopify (job), and writes them as an import does: a newer known state stays,
 * and an order that Shopify no longer knows is deleted with its lines.
 */
export async function rereadOrders(shop: ShopId): Promise<void> {
  await reread(shop, ORDERS);
}

interface Stated {
  orders: Map<string, StatedOrder>;
  /** whether Shopify showed all orders when it did not know some; null: it knew all */
  showsAll: boolean | null;
}

const ORDERS: Rereader<Stated> = {
  kind: 'order',
  atOnce: AT_ONCE,
  read: async (domain, ids) => {
    const { stated: orders, answered, waitMs } = await readOrders(domain, ids);
    const missing = [...answered].some((id) => !orders.has(id));
    const showsAll = missing ? await showsAllOrders(domain) : null;
    return { stated: { orders, showsAll }, answered, waitMs };
  },
  write: async (tx, shop, requests, { orders: stated, showsAll }) => {
    const erased = await erasedIds(tx, shop.id);
    const facts = new Facts(await confirmationHash(tx, shop.id));
    for (const { id } of requests) {
      const order = stated.get(id);
      if (order !== undefined && !erased.order(id)) facts.add(order, erased);
    }
    await mergeCosts(tx, shop.id, await stageRows(tx, 'costs', [...facts.costs.values()]));
    const orders = await stageRows(tx, 'orders', facts.orders);
    await mergeOrders(tx, shop.id, orders, await stageRows(tx, 'lines', facts.lines));
    const among = sql`and id in (select id from ${orders})`;
    const changed = await markChanges(tx, shop.id, shop.timezone, among);
    const missing = requests.filter(({ id }) => !stated.has(id));
    const deleted =
      missing.length > 0 && (await deleteUnknown(tx, shop, missing, showsAll === true));
    const these = sql`and apart.order_id = any(${requests.map(({ id }) => id)}::bigint[])`;
    const apart = await facts.apart.settle(tx, shop.id, shop.timezone, erased, these);
    return { changed: changed || deleted || apart, unreadable: facts.unreadable };
  },
  refused: async (tx, shop, { id }, { orders: stated }) => {
    const apart = new SetApart();
    apart.add(new OutOfBounds(REFUSED, stated.get(id)?.order));
    await apart.settle(tx, shop.id, shop.timezone, await erasedIds(tx, shop.id));
  },
};

/** Orders as rows of staging. */
class Facts {
  readonly orders: Column[][] = [];
  readonly lines: Column[][] = [];
  /** by variant: several lines may have the same one */
  readonly costs = new Map<string, Column[]>();
  readonly unreadable = new Map<string, string>();
  readonly apart = new SetApart();

  constructor(private readonly hashOf: ConfirmationHash) {}

  add({ id, order, lines }: StatedOrder, erased: ErasedIds): void {
    try {
      const own = orderColumns(withoutErased(order, erased), this.hashOf);
      const all = lines.map((line) => lineColumns({ ...line, __parentId: gid('Order', id) }));
      const costs = lines.flatMap(costOf);
      this.orders.push(own);
      this.lines.push(...all);
      for (const { variant, columns } of costs) this.costs.set(variant, columns);
    } catch (error) {
      if (error instanceof OutOfBounds) {
        // set the whole order apart, also for one of its lines
        this.apart.add(new OutOfBounds(error.field, order));
        return;
      }
      if (!(error instanceof z.ZodError)) throw error;
      this.unreadable.set(id, error.issues[0]?.path.join('.') ?? '');
    }
  }
}

const bought = z.object({ customer: z.object({ id: z.string() }).nullable() });

/** Removes an erased customer from an order, with the confirmation number, which proves a buyer, and the visits. */
function withoutErased(order: object, erased: ErasedIds): object {
  const { customer } = bought.parse(order);
  const gone = customer !== null && erased.customer(numericId(customer.id));
  return gone
    ? { ...order, customer: null, confirmationNumber: null, customerJourneySummary: null }
    : order;
}

const goods = z.object({
  product: z.looseObject({}).nullable(),
  variant: z.looseObject({ id: z.string() }).nullable(),
});

/** The unit cost of a line's variant; none for deleted goods, and none where no table holds it. */
function costOf(line: object): { variant: string; columns: Column[] }[] {
  const { product, variant } = goods.parse(line);
  if (product === null || variant === null) return [];
  const { read } = parseAll([[variant.id, { ...variant, product }]], costColumns);
  return read.map((columns) => ({ variant: variant.id, columns }));
}

/**
 * Deletes orders that Shopify does not know. Where it shows 60 days only it does not know older orders either:
 * there an order is deleted if Shopify reported so, or if it is young enough to be shown.
 */
async function deleteUnknown(
  tx: Tx,
  shop: RereadShop,
  requests: readonly RereadRequest[],
  showsAll: boolean,
): Promise<boolean> {
  const ids = requests.map(({ id }) => id);
  const reported = requests.filter(({ reportedDeleted }) => reportedDeleted).map(({ id }) => id);
  if (!showsAll && !shop.limited) await enqueueScopeCheck(tx, shop.domain);
  const all = showsAll && !shop.limited;
  await tx.query(sql`
    delete from orders_set_apart
    where shop_id = ${shop.id} and order_id = any(${all ? ids : reported}::bigint[])`);
  const visible = all
    ? sql`true`
    : sql`(id = any(${reported}::bigint[]) or processed_at >= ${shop.visibleFrom})`;
  return await deleteOrders(
    tx,
    shop.id,
    shop.timezone,
    sql`and id = any(${ids}::bigint[]) and ${visible}`,
  );
}
