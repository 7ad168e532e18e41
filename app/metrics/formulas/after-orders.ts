/**
 * What orders cost besides their goods, and the margin rate after it (README.md section 2).
 * @param entered the setting
 * @param gross the gross margin rate
 * @param of the counted orders, and their revenue
 */
export function afterOrders(
  entered: { amount: number; share: number } | null,
  gross: number | null,
  of: { orders: number; revenue: number },
) {
  if (entered === null) return { orderCost: null, marginRate: gross };
  const { amount, share } = entered;
  const rate =
    amount === 0 ? share : of.revenue === 0 ? null : share + (amount * of.orders) / of.revenue;
  return {
    orderCost: { amount, share, rate },
    marginRate: gross === null || rate === null ? null : gross - rate,
  };
}
