import { useTranslation } from 'react-i18next';
import { otherNameTexts } from '../../i18n/late/other-names';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import '../tables/table.css';
import type { OtherRate } from './other-names-rows';

export interface OtherNamesTableProps {
  rates: readonly OtherRate[];
  format: PageFormat;
}

/** Each name with its formula on this shop's orders, and why it differs. */
export function OtherNamesTable({ rates, format }: OtherNamesTableProps) {
  const { t } = useLateTexts(otherNameTexts);
  const { t: inNumbers } = useTranslation('numbers');
  const sum = ({ part, whole, value, unit, unknown }: OtherRate) => {
    if (unknown !== null) return t(`unknown.${unknown}`);
    if (value === null || part === null || whole === null) return t('estimate');
    const write = (count: number) =>
      unit === 'customers'
        ? format.people(count)
        : inNumbers('orders', { count, n: format.number(count) });
    return t('of', { part: write(part), whole: write(whole) });
  };
  const differs = ({ name }: OtherRate) => t(`row.${name}.differs`);
  return (
    <>
      <DataTable<OtherRate>
        caption={t('caption')}
        columns={[
          words('name', t('name'), ({ name }) => t(`row.${name}.name`)),
          numbers('value', t('value'), ({ value }) => value, format.percent, { main: true }),
          words('sum', t('sum'), sum),
          words('differs', t('differs'), differs, {
            show: (row) => <span className="om-sentence">{differs(row)}</span>,
          }),
        ]}
        rows={rates}
        keyOf={({ name }) => name}
        marked={({ name }) => name === 'f2Within'}
      />
      <p className="om-range">{t('note')}</p>
    </>
  );
}
