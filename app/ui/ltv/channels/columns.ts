import type { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import type { Who } from '../../../terms/people';
import { customersColumn } from '../../people/customers-column';
import { amounts, numbers, type Column } from '../../tables/columns';
import { paybackColumn } from '../payback-column';
import type { ChannelKey, ChannelRow } from './view';

type Translate = ReturnType<typeof useLateTexts>['t'];

/** A channel's own name, or the words for those of none. */
export function channelName(key: ChannelKey, t: Translate): string {
  return key.startsWith('is ') ? key.slice(3) : t(key);
}

/**
 * What newcomers cost and bring, as the columns of a table.
 * @param whoOf the newcomers of a row; null: no list has them
 */
export function worthColumns<Row extends Omit<ChannelRow, 'key' | 'who'>>(
  t: Translate,
  format: PageFormat,
  whoOf: (row: Row) => Who | null,
): Column<Row>[] {
  return [
    customersColumn('newcomers', t('newcomers'), (row) => row.newcomers, format.heads, whoOf),
    amounts('spend', t('spent'), (row) => row.spend, format),
    amounts('cost', t('cost'), (row) => row.cost, format),
    paybackColumn(t, format, { main: true }),
    numbers(
      'ratio',
      t('ratio'),
      (row) => row.ratio,
      (n) => (n === null ? format.number(null) : t('times', { n: format.number(n, 2) })),
    ),
    amounts('soon', t('within', { days: format.days(90) }), (row) => row.revenue90, format),
    amounts('late', t('within', { days: format.days(365) }), (row) => row.revenue365, format),
  ];
}
