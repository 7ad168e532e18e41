import type { DiscountKind } from '../../store/records';
import type { Product, Variant } from './catalogue';

export interface SellingPlan {
  id: number;
  name: string;
  /** days between deliveries */
  every: number;
}

export interface BasketLine {
  product: Product;
  variant: Variant;
  quantity: number;
  plan: SellingPlan | null;
}

export interface Offer {
  name: string;
  kind: DiscountKind;
  /** share of the price taken off; of shipping, always all of it */
  rate: number;
  on: 'goods' | 'shipping';
}

export type Source = 'web' | 'pos' | 'shopify_draft_order' | 'subscription_contract';

/** What somebody decided to buy at an instant, before it becomes an order. */
export interface Purchase {
  instant: number;
  /** null for guests, people at the till and customers deleted since */
  customerId: number | null;
  basket: BasketLine[];
  offer: Offer | null;
  source: Source;
  test: boolean;
}
