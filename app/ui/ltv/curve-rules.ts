import type { Snapshot } from '../../metrics/snapshot';
import type { PageFormat } from '../numbers/use-format';
import type { CurveOf } from './curve-address';

/** Tenures worth naming on the axis. */
export const TENURES = [0, 30, 60, 90, 180, 365, 730, 1095, 1460, 1825, 2555, 3650];

interface Rule {
  x?: number;
  y?: number;
  label: string;
}

/**
 * The dashed lines of the LTV curve: the acquisition cost and the day that pays it back, which are compared with margin
 * alone, and T.
 * @param last the last day of the curve
 */
export function curveRules(
  { acquisitionCost, paybackDays, paybackMonths, durationDays }: Snapshot['ltv'],
  of: CurveOf,
  last: number,
  { t, format }: { t: (key: string, words: Record<string, unknown>) => string; format: PageFormat },
): Rule[] {
  const rules: Rule[] = [];
  if (of === 'profit' && acquisitionCost !== null)
    rules.push({
      y: acquisitionCost,
      label: t('curve.payback.cost', { cost: format.money(acquisitionCost) }),
    });
  // the curve ends earlier than payback is looked for
  const isPaidBack = of === 'profit' && paybackDays !== null && paybackDays <= last;
  if (isPaidBack)
    rules.push({ x: paybackDays, label: t('curve.payback.mark', { months: paybackMonths }) });
  // near another line, or at the end of the curve, T has no room
  const isApart = !isPaidBack || Math.abs(paybackDays - durationDays) > last * 0.2;
  if (durationDays < last * 0.97 && isApart)
    rules.push({
      x: durationDays,
      label: t('curve.duration', { days: format.days(durationDays) }),
    });
  return rules;
}
