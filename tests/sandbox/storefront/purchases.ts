import { placedOrder } from '../events/order-changes';
import { orderComesIn } from '../events/order-comes-in';
import type { LocalShopify } from '../local-shopify';
import type { OrderRecord } from '../store/records';

/** A purchase, before and after its order is in the shop. */
export interface Purchase {
  /** the future order; its customer is set when it is stored */
  order: OrderRecord;
  isFirstOrder: boolean;
}

/** A customer's id, a customer who is new with this purchase, or a guest without an account. */
export type Buyer = number | 'new' | 'guest';

/**
 * Purchases in the storefronts. As on Shopify the thank-you page comes first: the order is in the shop some
 * seconds later, under the page's id.
 */
export class Purchases {
  readonly #made = new Map<number, Purchase>();

  /** @param followsAfterMs the delay of the order after the page */
  constructor(
    private readonly shopify: LocalShopify,
    private readonly followsAfterMs: number,
  ) {}

  /**
   * Buys one piece.
   * @throws Error when the shop does not sell it
   */
  buy(domain: string, variantId: number, buyer: Buyer): Purchase {
    const rows = this.shopify.rows(domain);
    const variant = rows.variant(variantId);
    const product = variant && rows.product(variant.productId);
    if (!product) throw new Error(`${domain} does not sell the variant ${String(variantId)}`);
    const known = typeof buyer === 'number' ? rows.customer(buyer) : null;
    const order = placedOrder(this.shopify.shop(domain), {
      ...rows.promiseOrder(),
      customerId: known?.id ?? null,
      basket: [{ product, variant, quantity: 1, discount: 0 }],
      paid: true,
      at: this.shopify.clock.now().toISOString(),
    });
    const purchase: Purchase = {
      order,
      isFirstOrder: (known?.numberOfOrders ?? 0) === 0,
    };
    this.#made.set(order.id, purchase);
    void this.#follow(domain, buyer, order);
    return purchase;
  }

  /** The purchase with an order's id since the start of the local Shopify. */
  find(orderId: number): Purchase | null {
    return this.#made.get(orderId) ?? null;
  }

  async #follow(domain: string, buyer: Buyer, order: OrderRecord): Promise<void> {
    await this.shopify.clock.sleep(this.followsAfterMs);
    // The local Shopify is closed: the order is lost with the rest of its memory.
    if (this.shopify.closed) return;
    const customerId =
      buyer === 'new' ? this.shopify.events(domain).customerCreated() : order.customerId;
    orderComesIn(this.shopify, domain, { ...order, customerId });
  }
}
