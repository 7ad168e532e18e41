import { UNKNOWN } from '../../i18n/format';
import { shownIn } from '../../i18n/headline';
import type { Change } from '../../metrics/compare/compare';
import { scored } from '../nps/use-score';
import type { PageFormat } from './use-format';

interface ShownChange {
  /** as its headline writes it; – where it is unknown */
  now: string;
  before: string;
  /** now − before, of the written figures; null where one is unknown */
  difference: number | null;
  /** its size, written; – where it is unknown */
  size: string;
}

/**
 * The figures of a change as a headline shows them: before + difference = now, as written. Amounts of money have one
 * step, that of the larger (decision 111). Every other figure is shown as it was compared.
 */
export function shownChange(change: Change, format: PageFormat): ShownChange {
  const { unit, now, before, difference: exact } = change;
  const step = format.headlineStep(now, before);
  const difference =
    unit !== 'money' || step.unit === 1 || now === null || before === null || exact === null
      ? exact
      : shownIn(step, now) - shownIn(step, before);
  const [write, writeSize] = {
    money: [
      (value: number) => format.headlineMoney(value, step),
      (size: number) => format.headlineMoney(size, step, Math.abs(exact ?? 0)),
    ] as const,
    rate: [(value: number) => format.percent(value), format.points] as const,
    score: [(value: number) => scored(value), (size: number) => scored(size)] as const,
    count: [format.heads, format.heads] as const,
  }[unit];
  const written = (value: number | null) => (value === null ? UNKNOWN : write(value));
  return {
    now: written(now),
    before: written(before),
    difference,
    size: difference === null ? UNKNOWN : writeSize(Math.abs(difference)),
  };
}
