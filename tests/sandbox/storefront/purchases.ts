import { placedOrder } from '../events/order-changes';
import { orderComesIn } from '../events/order-comes-in';
import type { LocalShopify } from '../local-shopify';
import type { OrderRecord } from '../store/records';

/** What somebody has bought, before and after the order is in the shop. */
export interface Purchase {
  /** as it will be; who bought is known when it is there */
  order: OrderRecord;
  isFirstOrder: boolean;
}

/** A customer of the shop, somebody who becomes one by this purchase, or nobody's account. */
export type Buyer = number | 'new' | 'guest';

/**
 * Purchases in the storefronts. As on Shopify the thank-you page comes first: the order is in the
 * shop, under the id that the page had, some seconds later.
 */
export class Purchases {
  readonly #made = new Map<number, Purchase>();

  /** @param followsAfterMs how much later than the page the order is there */
  constructor(
    private readonly shopify: LocalShopify,
    private readonly followsAfterMs: number,
  ) {}

  /**
   * Somebody buys one piece.
   * @throws Error where the shop does not sell it
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

  /** What was bought under an order's id since the local Shopify began. */
  find(orderId: number): Purchase | null {
    return this.#made.get(orderId) ?? null;
  }

  async #follow(domain: string, buyer: Buyer, order: OrderRecord): Promise<void> {
    await this.shopify.clock.sleep(this.followsAfterMs);
    // Closed meanwhile: the order is lost with everything else that lay in memory.
    if (this.shopify.closed) return;
    const customerId =
      buyer === 'new' ? this.shopify.events(domain).customerCreated() : order.customerId;
    orderComesIn(this.shopify, domain, { ...order, customerId });
  }
}
