/**
 * The six elements put together (metrics.md section 2): average order value x gross margin rate x
 * orders per year x years - acquisition cost - retention cost per year x active years. Pure. Costs
 * that are not entered count as nothing; where the margin is unknown all revenue counts, and `basis` says so.
 * Check of the plain formula: 200,000 x 0.5 x 12 x 5 - 4,000,000 = 2,000,000.
 */
export function lifetimeValue(elements: {
  averageOrderValue: number;
  ordersPerYear: number;
  years: number;
  marginRate: number | null;
  acquisitionCost: number | null;
  retentionCostPerYear: number | null;
  activeYears: number;
}): { value: number; basis: 'profit' | 'revenue' } {
  const revenue = elements.averageOrderValue * elements.ordersPerYear * elements.years;
  const costs =
    (elements.acquisitionCost ?? 0) + (elements.retentionCostPerYear ?? 0) * elements.activeYears;
  return {
    value: revenue * (elements.marginRate ?? 1) - costs,
    basis: elements.marginRate === null ? 'revenue' : 'profit',
  };
}
