import type { TFunction } from 'i18next';
import { PRODUCT_ROLES } from '../../terms/product-roles';
import type { PageFormat } from '../numbers/use-format';
import { sayAmount } from './say-amount';

/** How a setting's number is written; one that is missing here is a plain number. */
const KINDS: Record<string, 'rate' | 'money' | 'days' | 'times' | 'people' | 'products'> = {
  minimumDiscount: 'rate',
  defaultMargin: 'rate',
  healthRepeaters: 'rate',
  f2Benchmark: 'rate',
  lapseDays: 'days',
  durationDays: 'days',
  commentDays: 'days',
  anonymousDays: 'days',
  askAgainAfterDays: 'days',
  healthAmount: 'money',
  healthYearAmount: 'money',
  ltv365: 'money',
  repeaters: 'rate',
  amount: 'money',
  share: 'rate',
  systemsPerMonth: 'money',
  peoplePerMonth: 'money',
  healthPurchases: 'times',
  minimumContractOrders: 'times',
  evangelistReferrals: 'people',
  customers: 'people',
  evangelistProducts: 'products',
};

/** Sources that a change names; it counts the rest. */
const NAMED = 5;

/** Settings that are calendar days. */
const DAYS = ['newcomersFrom'];

/** Settings with named choices. */
const CHOICES = ['counting', 'revenueBasis', 'language'];

/** The fields of settings that have several, in the order of their forms: the database keeps another. */
const FIELDS = [
  ...['systemsPerMonth', 'peoplePerMonth', 'customers', 'amount'],
  ...['ja', 'en', 'share', 'improve', 'reason', 'voice'],
  ...['enabled', 'choices', 'other'],
];

/** Writes the values of settings, as they stand in the history and in a notice. */
export function valueSayer(t: TFunction<'settings'>, format: PageFormat) {
  /** @param path the setting's part and name, or the name of a field of one */
  return function say(path: string, value: unknown): string {
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (isNothing(value)) return t([`none.${path}`, 'value.none']);
    if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off');
    if (typeof value === 'number') return sayNumber(name, value);
    if (typeof value === 'string') {
      if (DAYS.includes(name)) return format.day(value);
      return CHOICES.includes(name) ? t(`choice.${name}.${value}`) : value;
    }
    if (path === 'advertising.spend') return saySpend(Object.values(value as object) as number[]);
    if (path === 'unitCosts.costs')
      return t('value.unitCosts', { count: Object.keys(value as object).length });
    if (path === 'roles.products') return sayRoles(Object.values(value as object) as string[]);
    if (path === 'channels.sources') return sayChannels(value as Record<string, string | null>);
    if (path === 'choices')
      return (value as { ja: string; en: string }[])
        .map(({ ja, en }) => `${ja} / ${en}`)
        .join(t('value.join'));
    if (Array.isArray(value)) return value.map(String).join(t('value.join'));
    return Object.entries(Object(value) as Record<string, unknown>)
      .sort(([one], [other]) => FIELDS.indexOf(one) - FIELDS.indexOf(other))
      .map(([field, own]) =>
        t('value.pair', {
          label: t([`field.${name}.${field}`, `field.${field}`]),
          value: say(field, own),
        }),
      )
      .join(t('value.join'));
  };

  /** How many products have which role. */
  function sayRoles(roles: (string | null)[]): string {
    return ([...PRODUCT_ROLES, null] as const)
      .map((role) => ({ role: role ?? 'none', count: roles.filter((one) => one === role).length }))
      .filter(({ count }) => count > 0)
      .map(({ role, count }) =>
        t('value.pair', { label: t(`role.${role}`), value: t('value.roles', { count }) }),
      )
      .join(t('value.join'));
  }

  /** The first sources with their channels, and how many there are. */
  function sayChannels(mapping: Record<string, string | null>): string {
    const all = Object.entries(mapping);
    const named = all
      .slice(0, NAMED)
      .map(([source, channel]) =>
        t('value.pair', { label: source, value: channel ?? t('value.none') }),
      );
    const rest = all.length - named.length;
    return [...named, ...(rest > 0 ? [t('value.moreSources', { count: rest })] : [])].join(
      t('value.join'),
    );
  }

  /** Of some cells, the amounts together. */
  function saySpend(amounts: (number | null)[]): string {
    const sum = amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
    return t('value.spend', { count: amounts.length, amount: format.money(sum) });
  }

  function sayNumber(name: string, value: number): string {
    const kind = KINDS[name];
    if (kind === 'rate') return format.target(value);
    if (kind === 'money') return sayAmount(format, value);
    const n = format.number(value, 2);
    return kind === undefined ? n : t(`value.${kind}`, { n });
  }
}

/** What counts as not set: no value, an empty text, an empty list, or fields that are all not set. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value !== 'object') return false;
  return Object.keys(value).length === 0;
}
