import type { OracleReport } from './oracle/oracle';

/** The numbers that app/metrics/README.md gives an order export: it lacks the data of the rest (products, costs, ids). */
export function numbersOfExport(report: OracleReport) {
  const { orders, ltv, repeat } = report;
  const { read, counted, excluded } = orders;
  const { asOf, customers, revenue, lapseDays, status, segments, stages, cohorts } = report;
  const { averageItemsPerOrder } = report;
  const { health: _, value: __, ...elements } = ltv;
  return {
    ...{ asOf, customers, revenue, lapseDays, status, segments, stages, cohorts },
    averageItemsPerOrder,
    orders: { read, counted, excluded },
    ltv: elements,
    repeat: {
      raw: repeat.raw,
      within: repeat.within,
      funnel: repeat.funnel,
      repeatRate365: repeat.repeatRate365,
      daysToSecond: repeat.daysToSecond,
    },
  };
}
