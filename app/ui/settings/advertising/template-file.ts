import { BYTE_ORDER_MARK, csvLines } from '../../../csv';
import type { Language } from '../../../i18n/language';
import { cellKey } from '../../../settings/entered/cells';
import { HEADINGS } from '../../../settings/entered/spend-import';
import { channelsOf } from '../../../settings/entered/spend-grid';
import { gridView } from './grid-view';
import type { SpendView } from './view';

/** A channel of a shop that has none yet. */
const EXAMPLE = 'Google';
const MONTHS = 12;

/** A file to fill in: the last months of each channel, with the amounts that are entered already. */
export function templateFile(view: SpendView, language: Language): string {
  const months = gridView(view, null).months.slice(-MONTHS);
  const known = channelsOf(new Map(Object.entries(view.spend)));
  const channels = known.length === 0 ? [EXAMPLE] : known;
  const { decimals } = view;
  return `${BYTE_ORDER_MARK}${csvLines([
    Object.values(HEADINGS).map((heading) => heading[language]),
    ...channels.flatMap((channel) =>
      months.map((month) => [
        ...[month, channel],
        { amount: view.spend[cellKey({ month, channel })] ?? null, decimals },
      ]),
    ),
  ])}`;
}
