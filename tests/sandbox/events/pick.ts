import type { OrderRecord } from '../store/records';
import { orderOf, type ShopStore, type StoredVariant } from '../store/store-shop';
import type { Random } from '../worlds/distributions';

type Table = 'orders' | 'customers' | 'variants';

/** Picks random records of a shop, fast for any size of shop. */
export class Pick {
  constructor(
    private readonly rows: ShopStore,
    private readonly random: Random,
  ) {}

  /** An order, every third time one of the newest, because recent orders change most. */
  order(): OrderRecord | null {
    const recent = this.random.chance(0.35);
    const row = recent ? this.#among('orders', 40) : this.#one('orders', this.#anywhere('orders'));
    return row ? orderOf(row) : null;
  }

  customerId(): number | null {
    const row = this.#one('customers', this.#anywhere('customers'));
    return row ? Number(row.id) : null;
  }

  variant(among: readonly number[]): StoredVariant | null {
    if (among.length > 0) return this.rows.variant(this.random.pick(among));
    const row = this.#one('variants', this.#anywhere('variants'));
    return row ? this.rows.variant(Number(row.id)) : null;
  }

  /** the highest id of a table; 0 if it is empty */
  highest(table: Table): number {
    const sql = `select max(id) as id from ${table} where shop = ?`;
    return Number(this.rows.store.get(sql, this.rows.no)?.id ?? 0);
  }

  #among(table: Table, newest: number): Record<string, unknown> | undefined {
    const sql = `select * from ${table} where shop = ? order by id desc limit 1 offset ?`;
    const { store, no } = this.rows;
    return store.get(sql, no, this.random.whole(0, newest)) ?? this.#one(table, 0);
  }

  #anywhere(table: Table): number {
    const sql = `select min(id) as id from ${table} where shop = ?`;
    const lowest = Number(this.rows.store.get(sql, this.rows.no)?.id ?? 0);
    return this.random.whole(lowest, Math.max(lowest, this.highest(table)));
  }

  #one(table: Table, from: number): Record<string, unknown> | undefined {
    const sql = `select * from ${table} where shop = ? and id >= ? order by id limit 1`;
    return this.rows.store.get(sql, this.rows.no, from);
  }
}
