import { useTranslation } from 'react-i18next';
import type { Change } from '../../metrics/compare/compare';
import { lastDay } from './last-day';
import { shownChange } from './shown-change';
import type { PageFormat } from './use-format';
import './change.css';

interface ChangeProps {
  change: Change;
  /** D of the earlier day */
  since: string;
  format: PageFormat;
  /** what both figures are of, where the number beside it is of another ruler: "LTV over 365 days" */
  of?: string;
}

/** A difference that may be chance is neither better nor worse, nor is that of a number that only grows. */
function judgedAs({ isWithinError, moreIsBetter }: Change, difference: number) {
  if (isWithinError) return 'unsure';
  if (moreIsBetter === null) return 'plain';
  return difference > 0 === moreIsBetter ? 'better' : 'worse';
}

/**
 * By how much a number changed since an earlier day, on one ruler: a mark, the amount, and "better" or "worse".
 * Nothing where the number itself is unknown; its reason stands beside it.
 */
export function ChangeLine({ change, since, format, of }: ChangeProps) {
  const { t } = useTranslation('numbers');
  const { unknown } = change;
  const { now, before, difference, size: amount } = shownChange(change, format);
  if (unknown === 'now') return null;
  const day = format.day(lastDay(since));
  if (unknown !== null || difference === null)
    return <p className="om-change om-range">{t(`change.${unknown ?? 'before'}`, { day })}</p>;
  const heading = of === undefined ? '' : t('change.of', { of });
  const { pastDay } = format;
  const words = { day, amount, before, now, shown: format.day(pastDay) };
  const fromTo = pastDay === null ? 'change.fromTo' : 'change.fromToPast';
  if (difference === 0)
    return (
      <p className="om-change om-range">
        {heading}
        {t(of === undefined ? 'change.same' : 'change.sameOf', words)}
      </p>
    );
  const way = difference > 0 ? 'up' : 'down';
  const judged = judgedAs(change, difference);
  const from = (
    {
      unsure: 'change.fromUnsure',
      plain: 'change.fromAlone',
      better: 'change.from',
      worse: 'change.from',
    } as const
  )[judged];
  return (
    <p className={`om-change om-change-${judged}`}>
      {heading}
      <strong>{t(`change.${way}.${judged}`, words)}</strong>{' '}
      <span className="om-range">{t(of === undefined ? from : fromTo, words)}</span>
    </p>
  );
}
