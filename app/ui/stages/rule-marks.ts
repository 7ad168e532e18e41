import type { TFunction } from 'i18next';
import type { PageFormat } from '../numbers/use-format';
import type { RuleMark } from '../../metrics/settings';
import type { StagesView } from './view';

/** A mark on the chart of months: the column before whose month's end the rule changed. */
export interface PlacedMark {
  column: number;
  mark: RuleMark;
}

/** Those within a history, whose columns are months' ends, oldest first. */
export function placeMarks(
  history: StagesView['history'],
  marks: readonly RuleMark[],
): PlacedMark[] {
  return marks.flatMap((mark) => {
    // numbers as of D have the days before it
    const column = history.findIndex(({ asOf }) => asOf > mark.day);
    return column > 0 ? [{ column, mark }] : [];
  });
}

const NUMBERS = [
  'loyalPurchases',
  'minimumContractOrders',
  'evangelistReferrals',
  'evangelistProducts',
] as const;
const TAGS = ['followerTags', 'eventTags'] as const;

/** The sentence of a change; null for a setting of another release. */
export function sayMark(
  { day, name, before, after, products }: RuleMark,
  t: TFunction<'stages'>,
  format: PageFormat,
): string | null {
  const change = () => {
    const number = NUMBERS.find((one) => one === name);
    if (number !== undefined)
      return t(`mark.${number}`, { before: String(before), after: String(after) });
    const tags = TAGS.find((one) => one === name);
    if (tags !== undefined) return t(`mark.${tags}`, { before: list(before), after: list(after) });
    if (name === 'counting') return t(after === 'order' ? 'mark.eachOrder' : 'mark.eachDay');
    return name === 'products' ? t('mark.products', { count: products }) : null;
  };
  const list = (value: unknown) =>
    Array.isArray(value) && value.length > 0
      ? value.map(String).join(t('history.comma'))
      : t('mark.noTags');
  const said = change();
  return said === null ? null : t('mark.line', { day: format.day(day), change: said });
}
