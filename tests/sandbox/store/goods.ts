import type { Clock } from '../control/clock';
import type { CustomerRecord, Money, OrderRecord, ProductRecord } from './records';
import type { ShopStore } from './store-shop';
import {
  customerPayload,
  inventoryItemPayload,
  mergePayload,
  orderPayload,
  productPayload,
  refundPayload,
  type Payload,
} from '../webhooks/webhook-payloads';

type Send = (topic: string, payload: Payload) => void;

/** A merchant's changes to orders; each sends its webhook. */
export class Orders {
  #refunds = 900_000_000;

  constructor(
    private readonly rows: ShopStore,
    private readonly send: Send,
  ) {}

  get(id: number): OrderRecord | null {
    return this.rows.order(id);
  }

  /** Creates or replaces an order exactly as given, `updatedAt` included. Its customer must exist. */
  put(order: OrderRecord): void {
    if (order.customerId !== null && !this.rows.customer(order.customerId)) {
      throw new Error(`order ${String(order.id)} names a customer who is not in the shop`);
    }
    const existed = this.rows.store.transaction(() => {
      const gone = this.rows.deleteOrder(order.id);
      this.rows.insertOrder(order);
      return gone;
    });
    this.send(existed ? 'orders/updated' : 'orders/create', orderPayload(order));
  }

  /** Replaces a refunded order, and sends two topics. */
  refund(order: OrderRecord): void {
    this.put(order);
    this.send('refunds/create', refundPayload(order, (this.#refunds += 1)));
  }

  /** Replaces a cancelled order, and sends two topics. */
  cancel(order: OrderRecord): void {
    this.put(order);
    this.send('orders/cancelled', orderPayload(order));
  }

  /** Deletes without a trace: no query by `updated_at` shows it. */
  delete(id: number): boolean {
    const deleted = this.rows.deleteOrder(id);
    if (deleted) this.send('orders/delete', { id });
    return deleted;
  }
}

export class Customers {
  constructor(
    private readonly rows: ShopStore,
    private readonly send: Send,
    private readonly clock: Clock,
  ) {}

  get(id: number): CustomerRecord | null {
    return this.rows.customer(id);
  }

  /** Creates or replaces a customer exactly as given. Their orders stay. */
  put(customer: CustomerRecord): void {
    const existed = this.rows.store.transaction(() => this.#replace(customer));
    this.send(existed ? 'customers/update' : 'customers/create', customerPayload(customer));
  }

  /** Deletes a customer; their orders stay, without a customer. */
  delete(id: number): boolean {
    const deleted = this.rows.store.transaction(() => this.rows.deleteCustomer(id));
    if (deleted) this.send('customers/delete', { id });
    return deleted;
  }

  /**
   * Merges one customer into another. The orders move and keep their `updatedAt`, so no query by `updated_at`
   * finds them; only the kept customer is updated.
   */
  merge(fromId: number, toId: number): void {
    const from = this.rows.customer(fromId);
    const to = this.rows.customer(toId);
    if (!from || !to) throw new Error(`cannot merge ${String(fromId)} into ${String(toId)}`);
    const merged: CustomerRecord = {
      ...to,
      updatedAt: this.clock.now().toISOString(),
      numberOfOrders: from.numberOfOrders + to.numberOfOrders,
      amountSpent: sum(from.amountSpent, to.amountSpent),
      tags: [...new Set([...to.tags, ...from.tags])],
    };
    this.rows.store.transaction(() => {
      this.rows.moveOrders(fromId, toId);
      this.rows.deleteCustomer(fromId);
      this.#replace(merged);
    });
    this.send('customers/merge', mergePayload(fromId, toId));
  }

  #replace(customer: CustomerRecord): boolean {
    const sql = 'delete from customers where shop = ? and id = ?';
    const existed = this.rows.store.run(sql, this.rows.no, customer.id) > 0;
    this.rows.insertCustomer(customer);
    return existed;
  }
}

export class Products {
  constructor(
    private readonly rows: ShopStore,
    private readonly send: Send,
    private readonly clock: Clock,
  ) {}

  get(id: number): ProductRecord | null {
    return this.rows.product(id);
  }

  /** Creates or replaces a product with its variants exactly as given. */
  put(product: ProductRecord): void {
    const existed = this.rows.store.transaction(() => {
      const gone = this.rows.deleteProduct(product.id);
      this.rows.insertProduct(product);
      return gone;
    });
    this.send(existed ? 'products/update' : 'products/create', productPayload(product));
  }

  /**
   * Sets a variant's unit cost (null: none). The product does not change, so only `inventory_items/update` is
   * sent.
   * @throws when the variant does not exist
   */
  setCost(variantId: number, unitCost: Money | null): void {
    const variant = this.rows.variant(variantId);
    const product = variant && this.rows.product(variant.productId);
    if (!variant || !product) throw new Error(`there is no variant ${String(variantId)}`);
    const variants = product.variants.map((one) =>
      one.id === variantId ? { ...one, unitCost } : one,
    );
    this.rows.store.transaction(() => {
      this.rows.deleteProduct(product.id);
      this.rows.insertProduct({ ...product, variants });
    });
    const updatedAt = this.clock.now().toISOString();
    this.send('inventory_items/update', inventoryItemPayload({ ...variant, unitCost }, updatedAt));
  }

  /** Deletes a product; its lines stay, without a product. */
  delete(id: number): boolean {
    const deleted = this.rows.deleteProduct(id);
    if (deleted) this.send('products/delete', { id });
    return deleted;
  }
}

function sum(a: string, b: string): string {
  const digits = Math.max(...[a, b].map((amount) => amount.split('.')[1]?.length ?? 0));
  return (Number(a) + Number(b)).toFixed(digits);
}
