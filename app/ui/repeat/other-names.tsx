import { useTranslation } from 'react-i18next';
import { repeatMore } from '../../i18n/late/repeat-more';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { OtherRate } from './other-names-rows';
import '../charts/chart-figure.css';
import '../tables/table.css';
import type { PartProps } from './second-purchase';

/** What others call repeat rate: each by its own formula, on this shop's orders. */
export function OtherNames({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const { t: inNumbers } = useTranslation('numbers');
  const sum = ({ part, whole, value, unit, unknown }: OtherRate) => {
    if (unknown !== null) return t(`names.unknown.${unknown}`);
    if (value === null || part === null || whole === null) return t('names.estimate');
    const write = (count: number) =>
      unit === 'customers'
        ? format.people(count)
        : inNumbers('orders', { count, n: format.number(count) });
    return t('names.of', { part: write(part), whole: write(whole) });
  };
  const differs = ({ name }: OtherRate) => t(`names.row.${name}.differs`);
  const known = view.otherRates.flatMap(({ name, value }) =>
    value === null || name === 'churned' ? [] : value,
  );
  return (
    <Section
      title={t('names.title')}
      term="repeatMore:definition.otherNames"
      meaning={
        known.length > 1
          ? t('names.meaning', {
              low: format.percent(Math.min(...known)),
              high: format.percent(Math.max(...known)),
            })
          : t('names.notYet')
      }
    >
      <details className="om-twin">
        <summary>{t('names.open')}</summary>
        <DataTable<OtherRate>
          caption={t('names.title')}
          columns={[
            words('name', t('names.name'), ({ name }) => t(`names.row.${name}.name`)),
            numbers('value', t('names.value'), ({ value }) => value, format.percent, {
              main: true,
            }),
            words('sum', t('names.sum'), sum),
            words('differs', t('names.differs'), differs, {
              show: (row) => <span className="om-sentence">{differs(row)}</span>,
            }),
          ]}
          rows={view.otherRates}
          keyOf={({ name }) => name}
          marked={({ name }) => name === 'f2Within'}
        />
      </details>
      <p className="om-range">{t('names.note')}</p>
    </Section>
  );
}
