/** Orders that stand in no number because they hold a value which no table holds. */
export interface OrdersSetApart {
  count: number;
  /** the latest of them by the name that Shopify shows, with what is wrong */
  named: { name: string; why: 'time' | 'pieces' | 'amount' | 'value' }[];
}

export const NONE_SET_APART: OrdersSetApart = { count: 0, named: [] };
