import { BYTE_ORDER_MARK, csvLines } from '../../../csv';
import type { Language } from '../../../i18n/language';
import { COST_HEADINGS, type TemplateRow } from '../../../settings/entered/goods/import';

/** A file to fill in: the shop's goods, a line for each, with the costs that are entered already. */
export function costTemplate(rows: readonly TemplateRow[], language: Language): string {
  return `${BYTE_ORDER_MARK}${csvLines([
    Object.values(COST_HEADINGS).map((heading) => heading[language]),
    ...rows.map(({ title, variant, sku, id, shopifyCost, cost, from }) => [
      ...[title, variant, sku, id],
      ...[shopifyCost, cost, from],
    ]),
  ])}`;
}
