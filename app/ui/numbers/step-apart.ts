import { type HeadlineStep, shownIn } from '../../i18n/headline';
import type { PageFormat } from './use-format';

/**
 * One step for two amounts that a sentence holds against each other. Both are whole where the step would write unequal
 * ones alike, or leave nothing of one: "¥1,234,000 instead of ¥1,232,000", never 約123万円 instead of 約123万円.
 */
export function stepApart(
  one: number | null,
  other: number | null,
  format: PageFormat,
  step: HeadlineStep = format.headlineStep(one, other),
): HeadlineStep {
  if (one === null || other === null || one === other) return step;
  const written = [one, other].map((amount) => shownIn(step, amount));
  const tellsApart = written[0] !== written[1] && !written.includes(0);
  return tellsApart ? step : format.headlineStep();
}
