import type { CostSettings } from '../../metrics/settings';
import { parseAmount, parsePeople, parsePercent, type AmountFault } from './amount';

/** The settings of the costs' form, and the fields of each. */
export const FIELDS_OF_COSTS = {
  retention: ['systemsPerMonth', 'peoplePerMonth', 'customers'],
  defaultMargin: ['defaultMargin'],
  orderCost: ['orderAmount', 'orderShare'],
} as const satisfies Record<keyof CostSettings, readonly string[]>;
export type CostField = (typeof FIELDS_OF_COSTS)[keyof CostSettings][number];
/** All of them, as they stand on the page. */
export const COST_FIELDS: readonly CostField[] = Object.values(FIELDS_OF_COSTS).flat();

export type CostFault = AmountFault | 'percent' | 'people';
type Entered = Record<CostField, string>;

/** Any amount is shorter. */
const MOST_LETTERS = 100;

/** The texts of the form's fields, as they were entered. */
export function enteredCosts(form: Pick<FormData | URLSearchParams, 'get'>): Entered {
  return {
    systemsPerMonth: textOf(form.get('systemsPerMonth')),
    peoplePerMonth: textOf(form.get('peoplePerMonth')),
    customers: textOf(form.get('customers')),
    defaultMargin: textOf(form.get('defaultMargin')),
    orderAmount: textOf(form.get('orderAmount')),
    orderShare: textOf(form.get('orderShare')),
  };
}

/** A file, and a field that is missing, have no text. */
const textOf = (value: FormDataEntryValue | null): string =>
  typeof value === 'string' ? value.slice(0, MOST_LETTERS) : '';

/**
 * Reads the entered texts. Fields of one cost that are all empty are a cost that is not entered; of a cost that is, an
 * empty amount is 0.
 * @returns the settings, or the faults of the fields: nothing is set then
 */
export function parseCosts(
  entered: Entered,
  currency: string,
): { settings: CostSettings } | { faults: Partial<Record<CostField, CostFault>> } {
  const systems = parseAmount(entered.systemsPerMonth, currency);
  const people = parseAmount(entered.peoplePerMonth, currency);
  const customers = parsePeople(entered.customers);
  const margin = parsePercent(entered.defaultMargin);
  const amount = parseAmount(entered.orderAmount, currency);
  const share = parsePercent(entered.orderShare);
  if (
    'fault' in systems ||
    'fault' in people ||
    'fault' in customers ||
    'fault' in margin ||
    'fault' in amount ||
    'fault' in share
  ) {
    const read = [systems, people, customers, margin, amount, share];
    const faults = COST_FIELDS.flatMap((field, index) => {
      const one = read[index];
      return one !== undefined && 'fault' in one ? [[field, one.fault] as const] : [];
    });
    return { faults: Object.fromEntries(faults) };
  }
  const isRetention = [systems.amount, people.amount, customers.people].some((one) => one !== null);
  return {
    settings: {
      retention: isRetention
        ? {
            systemsPerMonth: systems.amount ?? 0,
            peoplePerMonth: people.amount ?? 0,
            customers: customers.people,
          }
        : null,
      defaultMargin: margin.share,
      orderCost:
        amount.amount === null && share.share === null
          ? null
          : { amount: amount.amount ?? 0, share: share.share ?? 0 },
    },
  };
}

/** The texts that a shop's settings stand as in the form. */
export function costTexts({ retention, defaultMargin, orderCost }: CostSettings): Entered {
  const percent = (share: number | null | undefined) =>
    share == null ? '' : String(Number((share * 100).toFixed(6)));
  const amount = (value: number | null | undefined) =>
    value == null ? '' : value.toLocaleString('en-US', { maximumFractionDigits: 4 });
  return {
    systemsPerMonth: amount(retention?.systemsPerMonth),
    peoplePerMonth: amount(retention?.peoplePerMonth),
    customers: amount(retention?.customers),
    defaultMargin: percent(defaultMargin),
    orderAmount: amount(orderCost?.amount),
    orderShare: percent(orderCost?.share),
  };
}
