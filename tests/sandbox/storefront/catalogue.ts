import type { CustomerRecord, OrderRecord, ProductRecord } from '../store/records';
import { orderOf, type ShopStore } from '../store/store-shop';

const SHOWN = 8;
const REGULARS = 5;

/** The products on sale: the first ones of the shop. */
export function productsOnShelf({ store, no }: ShopStore): ProductRecord[] {
  const sql = 'select record from products where shop = ? order by id limit ?';
  return store.all(sql, no, SHOWN).map(({ record }) => JSON.parse(String(record)));
}

/** Customers to log in as: the latest buyers. */
export function regularCustomers(rows: ShopStore): CustomerRecord[] {
  const sql = `select customer_id as id from orders where shop = ? and customer_id is not null
    order by processed_at desc, id desc limit 200`;
  const ids = new Set(rows.store.all(sql, rows.no).map(({ id }) => Number(id)));
  return [...ids]
    .map((id) => rows.customer(id))
    .filter((one) => one !== null)
    .slice(0, REGULARS);
}

/** A customer's orders, newest first. */
export function ordersOf({ store, no }: ShopStore, customerId: number): OrderRecord[] {
  const sql = `select record, customer_id from orders where shop = ? and customer_id = ?
    order by id desc limit 20`;
  return store.all(sql, no, customerId).map(orderOf);
}
