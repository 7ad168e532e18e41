import type { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { amounts, inFile, numbers, type Column } from '../../tables/columns';
import type { ChannelKey, ChannelRow } from './view';

type Translate = ReturnType<typeof useLateTexts>['t'];

/** A channel's own name, or the words for those of none. */
export function channelName(key: ChannelKey, t: Translate): string {
  return key.startsWith('is ') ? key.slice(3) : t(key);
}

/** What newcomers cost and bring, as the columns of a table. */
export function worthColumns<Row extends Omit<ChannelRow, 'key'>>(
  t: Translate,
  format: PageFormat,
): Column<Row>[] {
  return [
    numbers('newcomers', t('newcomers'), (row) => row.newcomers, format.heads),
    amounts('spend', t('spent'), (row) => row.spend, format),
    amounts('cost', t('cost'), (row) => row.cost, format),
    numbers('payback', t('payback'), (row) => row.paybackDays, format.days, {
      main: true,
      text: (row) => paybackText(row, t, format),
      ...inFile(t('paybackDays'), (row: Row) => row.paybackDays),
    }),
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

/** A payback as sentences take it: its month of 30 days, and its days. */
export const paybackWords = (days: number, format: PageFormat) => ({
  months: Math.ceil(days / 30),
  days: format.days(days),
});

function paybackText(
  { paybackDays, paybackUnknown }: Pick<ChannelRow, 'paybackDays' | 'paybackUnknown'>,
  t: Translate,
  format: PageFormat,
): string {
  if (paybackDays !== null) return t('paidBack', paybackWords(paybackDays, format));
  return paybackUnknown?.reason === 'notReached'
    ? t('notPaidBack', { days: format.days(paybackUnknown.knownDays) })
    : format.days(null);
}
