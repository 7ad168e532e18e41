import type { LocalShopify } from '../local-shopify';
import type { OrderRecord, Timestamp } from '../store/records';
import type { ShopStore } from '../store/store-shop';
import { Random } from '../worlds/distributions';
import {
  minorUnits,
  placedOrder,
  refunded,
  withKept,
  withLine,
  type BasketLine,
} from './order-changes';
import { changedCustomer, newCustomer } from './customer-changes';
import { orderComesIn } from './order-comes-in';
import { Pick } from './pick';

/** Frequency of each event, as a share of their sum. */
const WEIGHTS = {
  orderPlaced: 30,
  orderPaid: 4,
  orderEdited: 12,
  goodsReturned: 10,
  moneyGivenBack: 8,
  orderCancelled: 6,
  orderDeleted: 6,
  customersMerged: 4,
  customerCreated: 4,
  customerUpdated: 10,
  customerDeleted: 2,
  productRenamed: 2,
  costChanged: 2,
};
export type EventKind = keyof typeof WEIGHTS;
export const EVENT_KINDS = Object.keys(WEIGHTS) as EventKind[];

/** Orders that are tried to find one for the event. */
const TRIES = 8;

/** An event, with its ids. */
export interface ShopEvent {
  kind: EventKind;
  /** id of the order, customer, product or variant; for a merge the removed customer's */
  id: number;
}

export interface ShopEventsOptions {
  /** the same seed gives the same events (in the same shop, at the same time); random if not given */
  seed?: string;
  /** variants in new orders; all if not given */
  sold?: number[];
  /** variants whose unit cost changes; all if not given */
  costed?: number[];
}

/**
 * Events in a running shop, one at a time: rows change as on Shopify, `updatedAt` moves only where Shopify
 * moves it, and the webhooks go out.
 */
export class ShopEvents {
  readonly random: Random;
  readonly #pick: Pick;
  /** a removed customer's id is not reused */
  #newestCustomer: number;

  constructor(
    private readonly shopify: LocalShopify,
    private readonly domain: string,
    private readonly rows: ShopStore,
    private readonly options: ShopEventsOptions = {},
  ) {
    this.random = new Random(options.seed ?? String(Math.random()));
    this.#pick = new Pick(rows, this.random);
    this.#newestCustomer = this.#pick.highest('customers');
  }

  /** Runs an event; places an order when no record fits the event. */
  happen(kind: EventKind = this.random.weighted(EVENT_KINDS, (each) => WEIGHTS[each])): ShopEvent {
    const id = this[kind]();
    return id === null ? { kind: 'orderPlaced', id: this.orderPlaced() } : { kind, id };
  }

  /**
   * Places an order.
   * @param customerId the buyer; one of the shop's or a guest if not given
   * @returns the order's id
   */
  orderPlaced(customerId: number | null = this.#buyer()): number {
    const { id, name } = this.rows.promiseOrder();
    const lines = this.random.weighted([1, 2, 3], (count) => 1 / count);
    const order = placedOrder(this.shopify.shop(this.domain), {
      id,
      name,
      customerId,
      basket: Array.from({ length: lines }, () => this.#basketLine()),
      paid: this.random.chance(0.9),
      at: this.#now(),
    });
    orderComesIn(this.shopify, this.domain, order);
    return id;
  }

  orderPaid(): number | null {
    return this.#change((order) =>
      order.displayFinancialStatus === 'PENDING'
        ? { ...order, displayFinancialStatus: 'PAID', updatedAt: this.#now() }
        : null,
    );
  }

  /** The merchant removes a piece or adds a line. */
  orderEdited(): number | null {
    return this.#change((order) => {
      if (order.lines.length > 12 || order.cancelledAt !== null) return null;
      if (this.random.chance(0.5))
        return withLine(this.shopify.shop(this.domain), order, this.#basketLine(), this.#now());
      const line = this.random.pick(order.lines);
      if (line.currentQuantity === 0) return null;
      const left = (each: typeof line) => each.currentQuantity - (each === line ? 1 : 0);
      return { ...withKept(order, left, this.#now()), edited: true };
    });
  }

  /** Some or all goods are returned and refunded. */
  goodsReturned(): number | null {
    return this.#change(
      (order) => {
        if (order.lines.every(({ currentQuantity }) => currentQuantity === 0)) return null;
        const all = this.random.chance(0.3);
        const left = ({ currentQuantity }: { currentQuantity: number }) =>
          all ? 0 : this.random.whole(0, currentQuantity);
        const at = this.#now();
        return refunded(order, withKept(order, left, at), 0, at);
      },
      (order) => this.shopify.orders(this.domain).refund(order),
    );
  }

  /** Money is refunded, the goods stay. */
  moneyGivenBack(): number | null {
    return this.#change(
      (order) => {
        const worth = minorUnits(order.currentSubtotal, order.currencyCode);
        if (worth <= 0) return null;
        return refunded(order, order, this.random.whole(1, worth), this.#now());
      },
      (order) => this.shopify.orders(this.domain).refund(order),
    );
  }

  orderCancelled(): number | null {
    return this.#change(
      (order) => {
        if (order.cancelledAt !== null) return null;
        const at = this.#now();
        return {
          ...refunded(
            order,
            withKept(order, () => 0, at),
            0,
            at,
          ),
          cancelledAt: at,
        };
      },
      (order) => this.shopify.orders(this.domain).cancel(order),
    );
  }

  orderDeleted(): number | null {
    const id = this.#pick.order()?.id ?? null;
    if (id !== null) this.shopify.orders(this.domain).delete(id);
    return id;
  }

  customersMerged(): number | null {
    const [from, to] = [this.#pick.customerId(), this.#pick.customerId()];
    if (from === null || to === null || from === to) return null;
    this.shopify.customers(this.domain).merge(from, to);
    return from;
  }

  customerCreated(): number {
    const id = Math.max(this.#newestCustomer, this.#pick.highest('customers')) + 1;
    this.#newestCustomer = id;
    this.shopify.customers(this.domain).put(newCustomer(id, this.#now(), this.random));
    return id;
  }

  customerUpdated(): number | null {
    const id = this.#pick.customerId();
    const customer = id === null ? null : this.rows.customer(id);
    if (!customer) return null;
    const changed = changedCustomer(customer, this.#now(), this.random);
    this.shopify.customers(this.domain).put(changed);
    return id;
  }

  customerDeleted(): number | null {
    const id = this.#pick.customerId();
    if (id !== null) this.shopify.customers(this.domain).delete(id);
    return id;
  }

  productRenamed(): number | null {
    const variant = this.#pick.variant(this.options.sold ?? []);
    const product = variant && this.rows.product(variant.productId);
    if (!product) return null;
    const title = `${product.title.replace(/ \d+$/, '')} ${String(this.random.whole(1, 99))}`;
    this.shopify.products(this.domain).put({ ...product, title, updatedAt: this.#now() });
    return product.id;
  }

  costChanged(): number | null {
    const variant = this.#pick.variant(this.options.costed ?? []);
    if (!variant) return null;
    const cost = this.random.chance(0.15) ? null : String(this.random.whole(1, 900));
    this.shopify.products(this.domain).setCost(variant.id, cost);
    return variant.id;
  }

  #change(
    change: (order: OrderRecord) => OrderRecord | null,
    put = (order: OrderRecord): void => {
      this.shopify.orders(this.domain).put(order);
    },
  ): number | null {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = this.#pick.order();
      const changed = order && change(order);
      if (!changed) continue;
      put(changed);
      return changed.id;
    }
    return null;
  }

  #buyer(): number | null {
    return this.random.chance(0.05) ? null : this.#pick.customerId();
  }

  #basketLine(): BasketLine {
    const variant = this.#pick.variant(this.options.sold ?? []);
    const product = variant && this.rows.product(variant.productId);
    if (!product) throw new Error(`${this.domain} has nothing to sell`);
    const quantity = this.random.weighted([1, 2, 3, 4], (count) => 1 / count ** 2);
    const discount = this.random.chance(0.2) ? 0.15 : 0;
    return { product, variant, quantity, discount };
  }

  #now(): Timestamp {
    return this.shopify.clock.now().toISOString();
  }
}
