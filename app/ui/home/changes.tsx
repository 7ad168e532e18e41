import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../i18n/format';
import { Term } from '../numbers/definition';
import type { DefinitionName } from '../numbers/definition-name';
import { lastDay } from '../numbers/last-day';
import { Section } from '../frame/section';
import { scored } from '../nps/use-score';
import type { PageFormat } from '../numbers/use-format';
import type { Change, HomeView } from './view';
import './changes.css';

const TERMS: Record<Change['name'], DefinitionName> = {
  ltv: 'ltv:definition.ltv',
  f2: 'repeat:definition.f2',
  averageOrderValue: 'ltv:number.ltv.averageOrderValueToDate',
  customers: 'home:definition.customers',
  active: 'home:definition.active',
  repeaters: 'repeat:definition.repeatRate365',
  nps: 'nps:definition.nps',
};

/** Changes since last month's end: number, and by how much in words. */
export function Changes({ changes, format }: Pick<HomeView, 'changes'> & { format: PageFormat }) {
  const { t } = useTranslation('home');
  if (changes === null) return <Section title={t('changes.title')} meaning={t('changes.notYet')} />;
  const since = format.day(lastDay(changes.since));
  return (
    <Section title={t('changes.title')} meaning={t('changes.meaning', { day: since })}>
      <ul className="om-changes">
        {changes.rows.map((row) => (
          <li key={row.name}>
            <Text as="span" tone="subdued">
              <Term name={TERMS[row.name]}>{t(`changes.name.${row.name}`)}</Term>
            </Text>
            <strong>{written(row, row.now, format)}</strong>
            <span>{moved(row)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );

  function moved(row: Change): string {
    if (row.now === null || row.before === null)
      return t('changes.incomparable', { dash: UNKNOWN });
    const by = row.now - row.before;
    const amount = size(row, Math.abs(by), format);
    // Equal texts count as no change, whatever the digits behind say.
    if (amount === size(row, 0, format)) return t('changes.same');
    const direction = by > 0 ? 'up' : 'down';
    return t(`changes.${row.kind}.${direction}`, {
      amount,
      before:
        row.beforeDays === undefined
          ? written(row, row.before, format)
          : t('changes.over', {
              amount: written(row, row.before, format),
              days: format.days(row.beforeDays),
            }),
    });
  }
}

function written(row: Change, value: number | null, format: PageFormat): string {
  if (row.kind === 'money') return format.money(value);
  if (row.kind === 'share') return format.percent(value);
  if (row.kind === 'score') return scored(value);
  return format.heads(value);
}

function size(row: Change, by: number, format: PageFormat): string {
  if (row.kind === 'money') return format.money(by);
  if (row.kind === 'share') return format.number(by * 100, 1);
  if (row.kind === 'score') return format.number(by, 1);
  return format.number(by);
}
