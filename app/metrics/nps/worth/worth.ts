import { z } from 'zod';
import { kinds } from '../../kinds';

const group = z.object({ n: kinds.customers, mean: kinds.money.nullable() });

/** Promoters' mean revenue over detractors'. */
export const worthSchema = z.object({
  /** mean revenue of promoters / of detractors; null when either are fewer than 2 or the latter is 0 */
  ratio: kinds.mean.nullable(),
  /** 95 % interval of the ratio; null where the ratio is, or is 0 */
  low: kinds.mean.nullable(),
  high: kinds.mean.nullable(),
  promoters: group,
  detractors: group,
});
export type Worth = z.output<typeof worthSchema>;

/** A group's revenue; the variance is the sample's, null for one customer. */
export interface Revenues {
  n: number;
  mean: number;
  variance: number | null;
}

/**
 * The ratio of two means with its 95 % interval, by the delta method on its logarithm. Pure.
 * @param promoters undefined: there are none
 */
export function worthOf(promoters: Revenues | undefined, detractors: Revenues | undefined): Worth {
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
