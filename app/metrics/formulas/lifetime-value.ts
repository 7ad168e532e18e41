/**
 * Average order value x margin rate x orders per year x years - acquisition cost - retention cost per
 * year x active years. The margin rate is after the cost of orders besides goods. Costs that are not entered count as 0;
 * where the margin is unknown all revenue counts. Check of the plain formula: 200,000 x 0.5 x 12 x 5 - 4,000,000 =
 * 2,000,000.
 */
export function lifetimeValue(of: {
  averageOrderValue: number;
  ordersPerYear: number;
  years: number;
  marginRate: number | null;
  acquisitionCost: number | null;
  retentionCostPerYear: number | null;
  activeYears: number;
}): number {
  const revenue = of.averageOrderValue * of.ordersPerYear * of.years;
  const costs = (of.acquisitionCost ?? 0) + (of.retentionCostPerYear ?? 0) * of.activeYears;
  return revenue * (of.marginRate ?? 1) - costs;
}
