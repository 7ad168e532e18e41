import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { numericId } from '../../shopify/protocol/gid';
import { empty, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import type { OutOfBounds } from '../facts/bounds';
import { MalformedLine } from '../staging/json-lines';
import { deleteOrders } from './changed.server';
import type { ErasedIds } from '../facts/erased.server';

/** What PostgreSQL refused although it lies within the bounds. */
export const REFUSED = 'database';

/** More than these are no odd orders: Shopify documents something else than it sends. */
const MOST = 10_000;
/** Of an order's name on the page. */
const LONGEST_NAME = 100;

interface Known {
  field: string;
  name: string | null;
  /** when Shopify last changed it */
  updatedAt: string | null;
}

/** A row of the order itself says what it is called; a line names its order only. */
const ofOrder = z.object({ id: z.string(), name: z.string().optional().catch(undefined) });
const ofLine = z.object({ __parentId: z.string() });
const stated = z.object({ updatedAt: z.iso.datetime({ offset: true }) });

/** The orders of one reading that hold a value out of bounds; they are settled with its merge. */
export class SetApart {
  private readonly orders = new Map<string, Known>();

  /**
   * Takes an order that was out of bounds itself, or by one of its lines.
   * @param line of the bulk result, for the error
   * @throws MalformedLine where there are too many of them to be exceptions
   */
  add({ field, json }: OutOfBounds, line = 0): void {
    const child = ofLine.safeParse(json).data;
    const own = child === undefined ? ofOrder.parse(json) : { id: child.__parentId };
    this.addId(numericId(own.id), {
      field,
      name: 'name' in own ? (own.name?.slice(0, LONGEST_NAME) ?? null) : null,
      updatedAt: stated.safeParse(json).data?.updatedAt ?? null,
    });
    if (this.orders.size > MOST) throw new MalformedLine(line, `${field}: out of bounds`);
  }

  /** Takes an order by its id, one that PostgreSQL refused where nothing else is said. */
  addId(id: string, known: Partial<Known>): void {
    if (!this.orders.has(id))
      this.orders.set(id, { field: REFUSED, name: null, updatedAt: null, ...known });
  }

  has(id: string): boolean {
    return this.orders.has(id);
  }

  get size(): number {
    return this.orders.size;
  }

  /** Takes them out of staged orders and lines. A line may come after its order was merged: see settle. */
  async leaveOut(tx: Tx, orders: Sql, lines: Sql): Promise<void> {
    if (this.orders.size === 0) return;
    await this.complete(tx, orders);
    const ids = [...this.orders.keys()];
    await tx.query(sql`delete from ${lines} where order_id = any(${ids}::bigint[])`);
    await tx.query(sql`delete from ${orders} where id = any(${ids}::bigint[])`);
  }

  /** Takes name and time of those of which only a line was read. */
  private async complete(tx: Tx, known: Sql): Promise<void> {
    const unnamed = [...this.orders].flatMap(([id, { name }]) => (name === null ? [id] : []));
    if (unnamed.length === 0) return;
    const found = await rows(
      tx,
      z.object({ id: z.string(), name: z.string(), updatedAt: z.string() }),
      sql`select id::text, left(name, ${LONGEST_NAME}) as name, updated_at::text as "updatedAt"
        from ${known} where id = any(${unnamed}::bigint[])`,
    );
    for (const { id, ...own } of found)
      this.orders.set(id, { field: this.orders.get(id)?.field ?? REFUSED, ...own });
  }

  /**
   * Ends a merge: orders that were set apart leave the facts, and what was set apart before and is in
   * bounds now is forgotten. A newer state that is known stays, as everywhere in a merge.
   * @param among which orders the merge was about, as `and order_id …`; all of the shop's otherwise
   * @returns whether there were any
   */
  async settle(
    tx: Tx,
    shop: ShopId,
    timezone: string,
    erased: ErasedIds,
    among: Sql = empty,
  ): Promise<boolean> {
    await tx.query(sql`
      delete from orders_set_apart apart using orders healed
      where apart.shop_id = ${shop} and healed.shop_id = ${shop} and healed.id = apart.order_id ${among}`);
    const kept = [...this.orders].filter(([id]) => !erased.order(id));
    if (kept.length === 0) return false;
    await this.complete(
      tx,
      sql`(select id, name, updated_at from orders where shop_id = ${shop}) known`,
    );
    const values = kept.map(([id]) => ({ id, ...this.orders.get(id) }));
    await tx.query(sql`
      create temp table set_apart on commit drop as
      select id, name, field, "updatedAt" as updated_at
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
        as one(id bigint, name text, field text, "updatedAt" timestamptz)`);
    await deleteOrders(
      tx,
      shop,
      timezone,
      sql`and exists (select from set_apart apart
        where apart.id = orders.id and (apart.updated_at is null or orders.updated_at <= apart.updated_at))`,
    );
    await tx.query(sql`
      insert into orders_set_apart as known (shop_id, order_id, name, field, updated_at, seen_at)
      select ${shop}::int, id, name, field, updated_at, ${now()} from set_apart apart
      where not exists (select from orders where shop_id = ${shop} and id = apart.id)
      on conflict (shop_id, order_id) do update set name = coalesce(excluded.name, known.name),
        field = excluded.field, updated_at = excluded.updated_at
      where known.updated_at is null or excluded.updated_at is null or known.updated_at < excluded.updated_at`);
    await tx.query(sql`drop table set_apart`);
    const fields = [...new Set(values.map(({ field }) => field))].join(', ');
    log.warn({ shop, count: values.length, fields }, 'orders out of bounds are set apart');
    return true;
  }
}
