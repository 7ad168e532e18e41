import type { ShopRecord } from '../store/records';
import type { ShopStore } from '../store/store-shop';
import { compliancePayload, personPayload, type Payload } from './webhook-payloads';

/** Shopify's compliance webhooks. They need neither a scope nor an installed app. */
export class Privacy {
  constructor(
    private readonly shop: ShopRecord,
    private readonly rows: ShopStore,
    private readonly send: (topic: string, payload: Payload) => void,
  ) {}

  /** A customer requests their data. */
  requestData(customerId: number, request = 1): void {
    this.send('customers/data_request', {
      ...compliancePayload(this.shop),
      customer: personPayload(customerId, this.rows.customer(customerId)),
      orders_requested: this.#ordersOf(customerId),
      data_request: { id: request },
    });
  }

  /**
   * Requests the erasure of a customer.
   * @param orders orders to erase with the customer; all of theirs if not given
   */
  redactCustomer(customerId: number, orders: number[] = this.#ordersOf(customerId)): void {
    this.send('customers/redact', {
      ...compliancePayload(this.shop),
      customer: personPayload(customerId, this.rows.customer(customerId)),
      orders_to_redact: orders,
    });
  }

  /** Requests the erasure of the whole shop, as Shopify does 48 hours after the uninstallation. */
  redactShop(): void {
    this.send('shop/redact', compliancePayload(this.shop));
  }

  #ordersOf(customerId: number): number[] {
    const sql = 'select id from orders where shop = ? and customer_id = ? order by id';
    return this.rows.store.all(sql, this.rows.no, customerId).map(({ id }) => Number(id));
  }
}
