/** The elements of a customer's orders and revenue within some years; null where these are unknown. */
export function elementsOf(
  within: { orders: number; revenue: number } | null,
  years: number,
): { averageOrderValue: number; ordersPerYear: number } | null {
  // each observed customer bought on day 0: orders are never 0
  if (within === null) return null;
  return {
    averageOrderValue: within.revenue / within.orders,
    ordersPerYear: within.orders / years,
  };
}
