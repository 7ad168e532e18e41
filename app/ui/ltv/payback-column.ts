import type { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { inFile, numbers, type Column } from '../tables/columns';

type Translate = ReturnType<typeof useLateTexts>['t'];

/** When a group of customers has paid for its acquisition. */
export interface PaidBack {
  paybackDays: number | null;
  paybackUnknown: { reason: string; knownDays: number } | null;
}

/** A payback as sentences take it: its month of 30 days, and its days. */
export const paybackWords = (days: number, format: PageFormat) => ({
  months: Math.ceil(days / 30),
  days: format.days(days),
});

/**
 * The payback of each row: its month and days, or until when it was not reached.
 * @param t of texts with `payback`, `paidBack`, `notPaidBack` and `paybackDays`
 */
export const paybackColumn = <Row extends PaidBack>(
  t: Translate,
  format: PageFormat,
  more: Partial<Column<Row>> = {},
): Column<Row> =>
  numbers('payback', t('payback'), (row) => row.paybackDays, format.days, {
    ...more,
    text: (row) => paybackText(row, t, format),
    ...inFile(t('paybackDays'), (row: Row) => row.paybackDays),
  });

function paybackText(
  { paybackDays, paybackUnknown }: PaidBack,
  t: Translate,
  format: PageFormat,
): string {
  if (paybackDays !== null) return t('paidBack', paybackWords(paybackDays, format));
  return paybackUnknown?.reason === 'notReached'
    ? t('notPaidBack', { days: format.days(paybackUnknown.knownDays) })
    : format.days(null);
}
