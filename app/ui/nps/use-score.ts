import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../i18n/format';
import type { PageFormat } from '../numbers/use-format';
import type { Score } from './view';

/** A score with one decimal (or more) and a true minus; one that rounds to 0 has no sign. */
export function scored(score: number | null, decimals = 1): string {
  if (score === null) return UNKNOWN;
  const unit = 10 ** decimals;
  return minus((Math.round(score * unit) / unit + 0).toFixed(decimals));
}

/** A number with a true minus. */
export function minus(number: string): string {
  return number.replace('-', '\u2212');
}

/** The 95 % interval of a score; null where it is not known. */
export function rangeOf({ low, high }: Pick<Score, 'low' | 'high'>): [number, number] | null {
  return low === null || high === null ? null : [low, high];
}

/** Words for a score: its 95 % interval, and why it is not known. */
interface ScoreWords {
  /** low to high; null where it is not known */
  range: (score: Score) => string | null;
  /** the same with its name: “95% interval −12.0 to 8.3” */
  interval: (score: Score) => string | null;
  /** "too few to say", with how many there are; null where the score is known */
  reason: (score: Score) => string | null;
}

export function useScore(format: PageFormat): ScoreWords {
  const { t } = useTranslation('nps');
  const rangeWords = ({ low, high }: Score) =>
    low === null || high === null
      ? null
      : t('score.range', { low: scored(low), high: scored(high) });
  return {
    range: rangeWords,
    interval: (score) => {
      const range = rangeWords(score);
      return range === null ? null : t('score.interval', { range });
    },
    reason: ({ score, answers }) => {
      if (score !== null) return null;
      return answers === 0
        ? t('score.none')
        : t('score.tooFew', { count: answers, n: format.number(answers) });
    },
  };
}
