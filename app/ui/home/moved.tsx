import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../metrics/compare/compare';
import { Section } from '../frame/section';
import { ChangeLine } from '../numbers/change';
import { Term } from '../numbers/definition';
import type { DefinitionName } from '../numbers/definition-name';
import { lastDay } from '../numbers/last-day';
import { shownChange } from '../numbers/shown-change';
import type { PageFormat } from '../numbers/use-format';
import './moved.css';

const NUMBERS = [
  { name: 'customers', term: 'home:definition.customers' },
  { name: 'loyal', term: 'stages:definition.stageLoyal' },
  { name: 'averageOrderValue', term: 'ltv:number.ltv.averageOrderValueToDate' },
  { name: 'repeaters', term: 'repeat:definition.repeatRate365' },
  { name: 'responseRate', term: 'nps:definition.responseRate' },
] as const satisfies readonly { name: keyof Comparison; term: DefinitionName }[];

const MOST_LINES = 3;

interface MovedProps {
  comparison: Comparison;
  format: PageFormat;
}

/** The numbers beside the key ones whose shown figures changed most, in proportion to what they were. */
export function Moved({ comparison, format }: MovedProps) {
  const { t } = useTranslation('home');
  const day = format.day(lastDay(comparison.before));
  const moved = NUMBERS.map((one) => {
    const { now, difference } = shownChange(comparison[one.name], format);
    return { ...one, now, share: shareOf(difference, comparison[one.name].before) };
  })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_LINES);
  const { unknown } = comparison.customers;
  return (
    <Section title={t('moved.title')} meaning={t(`moved.${meaning()}`, { day })}>
      {moved.length > 0 && (
        <ul className="om-moved">
          {moved.map(({ name, term, now }) => (
            <li key={name}>
              <Term name={term}>{t(`moved.name.${name}`)}</Term> <strong>{now}</strong>
              <ChangeLine change={comparison[name]} since={comparison.before} format={format} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );

  function meaning(): 'noOrders' | 'notYet' | 'nothing' | 'meaning' {
    if (unknown === 'noOrders') return 'noOrders';
    if (unknown === 'notCounted') return 'notYet';
    return moved.length === 0 ? 'nothing' : 'meaning';
  }
}

/** The difference as a share of the earlier figure; 0 where it is unknown. */
function shareOf(difference: number | null, before: number | null): number {
  if (difference === null || before === null || difference === 0) return 0;
  return Math.abs(difference) / Math.max(Math.abs(before), Number.EPSILON);
}
