import { shownIn } from '../../../i18n/headline';
import type { PageFormat } from '../../numbers/use-format';

/** An LTV before and after, and the difference of both as they are written: now + gain = then, in every digit. */
export function gainWords(now: number, then: number, format: PageFormat) {
  const step = format.headlineStep();
  // none of its own: whole amounts of the currency
  const gain = shownIn(step, then) - shownIn(step, now);
  const sign = gain > 0 ? '+' : gain < 0 ? '−' : '±';
  return {
    now: format.money(now),
    then: format.money(then),
    gain: `${sign}${format.money(Math.abs(gain))}`,
  };
}
