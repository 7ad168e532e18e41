import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { shownIn } from '../../i18n/headline';
import type { Comparison } from '../../metrics/compare/compare';
import { stepApart } from './step-apart';
import type { PageFormat } from './use-format';

interface GoalProps {
  goal: number | null;
  /** the number that the goal is for, as the page shows it; null where it is not known */
  now: number | null;
  unit: 'rate' | 'money' | 'score';
  format: PageFormat;
}

/** How far a number is from the shop's own goal: goal − gap = number, as the page writes them. */
export function Goal({ goal, now, unit, format }: GoalProps) {
  const { t } = useTranslation('numbers');
  if (goal === null) return null;
  const written = write(goal, now);
  return (
    <Text as="p" tone="subdued">
      {now === null
        ? t('goal.only', written)
        : t(written.isReached ? 'goal.reached' : 'goal.left', written)}
    </Text>
  );

  function write(to: number, from: number | null) {
    if (unit === 'rate') {
      const gap = inTenths(100 * to) - inTenths(100 * (from ?? 0));
      return { goal: format.target(to), gap: format.points(gap / 100), isReached: gap <= 0 };
    }
    if (unit === 'score') {
      const gap = inTenths(to) - inTenths(from ?? 0);
      const points = t('goal.score', { n: format.number(gap, 1) });
      return { goal: format.number(to, 1), gap: points, isReached: gap <= 0 };
    }
    // a goal stays as it was chosen: ¥1,825,000 is not 183万円
    const own = format.headlineStep(from);
    const step = shownIn(own, to) === to ? stepApart(from, to, format, own) : format.headlineStep();
    const gap = shownIn(step, to) - shownIn(step, from ?? 0);
    return { goal: format.money(to), gap: format.headlineMoney(gap, step), isReached: gap <= 0 };
  }
}

interface WorthGoalProps {
  goal: number | null;
  worth: Comparison['worth'];
  format: PageFormat;
}

/** The same for a customer's worth: its goal is of one year, and a young shop shows less. */
export function WorthGoal({ goal, worth, format }: WorthGoalProps) {
  const now = worth.days === YEAR ? worth.now : null;
  return <Goal goal={goal} now={now} unit="money" format={format} />;
}

const YEAR = 365;

const inTenths = (value: number): number => Math.round(value * 10) / 10;
