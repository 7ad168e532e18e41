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
  /** discount as a share of the price; for shipping always 1 */
  rate: number;
  on: 'goods' | 'shipping';
}

export type Source = 'web' | 'pos' | 'shopify_draft_order' | 'subscription_contract';

/** A purchase at an instant, before it becomes an order. */
export interface Purchase {
  instant: number;
  /** null for guests, POS buyers and customers deleted since */
  customerId: number | null;
  basket: BasketLine[];
  offer: Offer | null;
  source: Source;
  test: boolean;
}
