/** Orders that no number counts because they have a value that no table can hold. */
export interface OrdersSetApart {
  count: number;
  /** the latest of them, by Shopify's name, and which value is wrong */
  named: { name: string; why: 'time' | 'pieces' | 'amount' | 'value' }[];
}

export const NONE_SET_APART: OrdersSetApart = { count: 0, named: [] };
