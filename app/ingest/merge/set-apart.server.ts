import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { numericId } from '../../shopify/protocol/gid';
import { empty, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import type { OutOfBounds } from '../facts/bounds';
import { MalformedLine } from '../staging/json-lines';
import { deleteOrders } from './mark-changes.server';
import type { ErasedIds } from '../facts/erased.server';

/** The field of an order that PostgreSQL refused although it is within the bounds. */
export const REFUSED = 'database';

/** The most orders set apart: more mean that Shopify sends something else than it documents. */
const MOST = 10_000;
/** Characters of an order's name on the page. */
const LONGEST_NAME = 100;

interface Known {
  field: string;
  name: string | null;
  /** the time of Shopify's last change */
  updatedAt: string | null;
}

/** An order has its name; a line has only its order's id. */
const ofOrder = z.object({ id: z.string(), name: z.string().optional().catch(undefined) });
const ofLine = z.object({ __parentId: z.string() });
const stated = z.object({ updatedAt: z.iso.datetime({ offset: true }) });

/** Orders of one reading with a value out of bounds; its merge settles them. */
export class SetApart {
  private readonly orders = new Map<string, Known>();

  /**
   * Adds an order that is out of bounds, itself or by one of its lines.
   * @param line of the bulk result, for the error
   * @throws MalformedLine where there are too many to be exceptions
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

  /** Adds an order by its id; by default PostgreSQL refused it. */
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

  /** Deletes them from staged orders and lines. A line may come after its order was merged: see `settle`. */
  async leaveOut(tx: Tx, orders: Sql, lines: Sql): Promise<void> {
    if (this.orders.size === 0) return;
    await this.complete(tx, orders);
    const ids = [...this.orders.keys()];
    await tx.query(sql`delete from ${lines} where order_id = any(${ids}::bigint[])`);
    await tx.query(sql`delete from ${orders} where id = any(${ids}::bigint[])`);
  }

  /** Adds name and time of orders of which only a line was read. */
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
   * Ends a merge: deletes orders set apart from the facts, and forgets earlier ones that are within bounds now.
   * An order known in a newer state stays, as everywhere in a merge.
   * @param among the merged orders, as `and order_id …`; all of the shop's by default
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
