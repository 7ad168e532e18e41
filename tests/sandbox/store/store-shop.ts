import type { CustomerRecord, OrderRecord, ProductRecord, VariantRecord } from './records';
import type { Store } from './store';

/** A stored variant, with its product. */
export type StoredVariant = VariantRecord & { productId: number };

const INSERT_ORDER = `insert into orders
  (shop, id, created_at, processed_at, updated_at, cancelled, test, financial_status, customer_id, record)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_CUSTOMER =
  'insert into customers (shop, id, created_at, updated_at, record) values (?, ?, ?, ?, ?)';
const INSERT_PRODUCT =
  'insert into products (shop, id, title, updated_at, record) values (?, ?, ?, ?, ?)';
const INSERT_VARIANT =
  'insert into variants (shop, id, product_id, updated_at, record) values (?, ?, ?, ?, ?)';

/** Whole seconds since 1970: Shopify's times have no fractions. */
export function seconds(timestamp: string): number {
  const milliseconds = Date.parse(timestamp);
  if (Number.isNaN(milliseconds)) throw new Error(`not an ISO 8601 time: "${timestamp}"`);
  return Math.floor(milliseconds / 1000);
}

/** One shop's goods, customers and orders. Reads and writes rows; sends no webhooks. */
export class ShopStore {
  /** caches by product id and by variant id: a catalogue is small and every line reads it */
  #products = new Map<number, ProductRecord | null>();
  #variants = new Map<number, StoredVariant | null>();
  #lastPromised = { id: 0, name: '#1000' };

  constructor(
    readonly store: Store,
    readonly no: number,
  ) {}

  insertOrder(order: OrderRecord): void {
    this.store.run(
      INSERT_ORDER,
      this.no,
      order.id,
      seconds(order.createdAt),
      seconds(order.processedAt),
      seconds(order.updatedAt),
      order.cancelledAt === null ? 0 : 1,
      order.test ? 1 : 0,
      order.displayFinancialStatus,
      order.customerId,
      JSON.stringify(order),
    );
  }

  insertCustomer(customer: CustomerRecord): void {
    this.store.run(
      INSERT_CUSTOMER,
      this.no,
      customer.id,
      seconds(customer.createdAt),
      seconds(customer.updatedAt),
      JSON.stringify(customer),
    );
  }

  insertProduct(product: ProductRecord): void {
    const updatedAt = seconds(product.updatedAt);
    const record = JSON.stringify(product);
    this.store.run(INSERT_PRODUCT, this.no, product.id, product.title, updatedAt, record);
    for (const variant of product.variants) {
      const stored: StoredVariant = { ...variant, productId: product.id };
      const variantRecord = JSON.stringify(stored);
      this.store.run(INSERT_VARIANT, this.no, variant.id, product.id, updatedAt, variantRecord);
    }
    this.#forgetCatalogue();
  }

  order(id: number): OrderRecord | null {
    const sql = 'select record, customer_id from orders where shop = ? and id = ?';
    const row = this.store.get(sql, this.no, id);
    return row ? orderOf(row) : null;
  }

  customer(id: number): CustomerRecord | null {
    return this.#record('customers', id);
  }

  product(id: number): ProductRecord | null {
    let product = this.#products.get(id);
    if (product === undefined) {
      product = this.#record<ProductRecord>('products', id);
      this.#products.set(id, product);
    }
    return product;
  }

  variant(id: number): StoredVariant | null {
    let variant = this.#variants.get(id);
    if (variant === undefined) {
      variant = this.#record<StoredVariant>('variants', id);
      this.#variants.set(id, variant);
    }
    return variant;
  }

  /** Reserves the id and name of a future order; deletions do not free them. */
  promiseOrder(): { id: number; name: string } {
    const row = this.store.get('select max(id) as id from orders where shop = ?', this.no);
    const highest = Number(row?.id ?? 0);
    const last =
      highest > this.#lastPromised.id
        ? { id: highest, name: this.order(highest)?.name ?? '#1000' }
        : this.#lastPromised;
    const name = `#${String(Number(last.name.replace(/\D/g, '')) + 1)}`;
    this.#lastPromised = { id: last.id + 1, name };
    return this.#lastPromised;
  }

  /** @returns whether it existed */
  deleteOrder(id: number): boolean {
    return this.store.run('delete from orders where shop = ? and id = ?', this.no, id) > 0;
  }

  /** Shopify keeps the orders of a deleted customer, without a customer. */
  deleteCustomer(id: number): boolean {
    this.moveOrders(id, null);
    return this.store.run('delete from customers where shop = ? and id = ?', this.no, id) > 0;
  }

  /** Moves orders to another customer without changing their `updatedAt`, as a merge does. */
  moveOrders(fromCustomer: number, toCustomer: number | null): void {
    const sql = 'update orders set customer_id = ? where shop = ? and customer_id = ?';
    this.store.run(sql, toCustomer, this.no, fromCustomer);
  }

  deleteProduct(id: number): boolean {
    this.store.run('delete from variants where shop = ? and product_id = ?', this.no, id);
    this.#forgetCatalogue();
    return this.store.run('delete from products where shop = ? and id = ?', this.no, id) > 0;
  }

  #forgetCatalogue(): void {
    this.#products.clear();
    this.#variants.clear();
  }

  #record<T>(table: 'customers' | 'products' | 'variants', id: number): T | null {
    const sql = `select record from ${table} where shop = ? and id = ?`;
    const row = this.store.get(sql, this.no, id);
    return row ? JSON.parse(String(row.record)) : null;
  }
}

/**
 * An order's row as a record: the customer comes from its column (see `store-schema.ts`). A file of an
 * earlier version has no confirmation numbers.
 */
export function orderOf(row: Record<string, unknown>): OrderRecord {
  const order: OrderRecord = { confirmationNumber: null, ...JSON.parse(String(row.record)) };
  order.customerId = row.customer_id === null ? null : Number(row.customer_id);
  return order;
}
