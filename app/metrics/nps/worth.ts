import type { Nps } from './nps';

/** Customers' revenue in short; the variance is the sample's, null for one customer. */
export interface Revenues {
  n: number;
  mean: number;
  variance: number | null;
}

/**
 * The ratio of two means with its 95 % interval, by the delta method on its logarithm. Pure.
 * @param promoters undefined: there are none
 */
export function worthOf(
  promoters: Revenues | undefined,
  detractors: Revenues | undefined,
): Nps['promoterValue']['toDate'] {
  const shown = (group: Revenues | undefined) => ({ n: group?.n ?? 0, mean: group?.mean ?? null });
  const groups = { promoters: shown(promoters), detractors: shown(detractors) };
  const [above, below] = [relativeVariance(promoters), relativeVariance(detractors)];
  if (!promoters || !detractors || above === null || below === null || detractors.mean === 0)
    return { ratio: null, low: null, high: null, ...groups };
  const ratio = promoters.mean / detractors.mean;
  if (ratio === 0) return { ratio, low: null, high: null, ...groups };
  const margin = Math.exp(1.96 * Math.sqrt(above + below));
  return { ratio, low: ratio / margin, high: ratio * margin, ...groups };
}

/** Of the mean: s^2 / (n x mean^2); null for fewer than two customers. */
function relativeVariance(group: Revenues | undefined): number | null {
  if (group === undefined || group.n < 2 || group.variance === null) return null;
  return group.variance / (group.n * group.mean ** 2);
}
