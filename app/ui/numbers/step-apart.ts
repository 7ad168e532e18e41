import { type HeadlineStep, shownIn } from '../../i18n/headline';
import type { PageFormat } from './use-format';

/**
 * One step for two amounts that a sentence holds against each other. Both are whole where the step would write unequal
 * ones alike: "¥12,340 instead of ¥12,320", never 約1.23万円 instead of 約1.23万円.
 */
export function stepApart(
  one: number | null,
  other: number | null,
  format: PageFormat,
  step: HeadlineStep = format.headlineStep(one, other),
): HeadlineStep {
  if (one === null || other === null || one === other) return step;
  return shownIn(step, one) === shownIn(step, other) ? format.headlineStep() : step;
}
