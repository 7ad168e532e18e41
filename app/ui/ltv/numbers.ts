import type { NumberKey } from '../../metrics/shown';

/**
 * The single numbers of the LTV page, in their order; the report prints them, too. Label and definition of each
 * stand in `ltv.json` under `number`, by its key.
 */
export const LTV_NUMBERS = [
  'ltv.toDate',
  'ltv.averageOrderValueToDate',
  'margin.coverage',
  'ltv.paybackDays',
  'newCustomersThisMonth',
  'averageItemsPerOrder',
  'sourceUnknown',
] as const satisfies readonly NumberKey[];

/** Those of the customers shown. Sources are counted of all customers alone (app/metrics/README.md section 9). */
export function ltvNumbers(ofEveryone: boolean): readonly NumberKey[] {
  return ofEveryone ? LTV_NUMBERS : LTV_NUMBERS.filter((key) => key !== 'sourceUnknown');
}
