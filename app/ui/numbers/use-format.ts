import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatter, type Formatter } from '../../i18n/format';
import { LANGUAGES } from '../../i18n/language';

/** Whose money and whose clock a page writes in. */
export interface ShopWords {
  currency: string;
  timezone: string;
}

export interface PageFormat extends Formatter {
  /** a 95 % interval, low to high */
  moneyRange(range: readonly [number, number] | null): string | null;
  percentRange(range: readonly [number, number] | null): string | null;
  /** a number of days with its unit */
  days(days: number | null): string;
  /** customers with their unit, in a sentence */
  people(customers: number | null): string;
  /** customers where the unit is plain from the place: 人 stays, "customers" goes */
  heads(customers: number | null): string;
}

/** The formatter of the page's language, the shop's currency and zone, with the units of `numbers`. */
export function useFormat({ currency, timezone }: ShopWords): PageFormat {
  const { t, i18n } = useTranslation('numbers');
  return useMemo(() => {
    const language = LANGUAGES.find((known) => known === i18n.language) ?? 'en';
    const format = formatter(language, currency, timezone);
    return {
      ...format,
      moneyRange: (range) =>
        range && t('range', { low: format.money(range[0]), high: format.money(range[1]) }),
      percentRange: (range) =>
        range && t('range', { low: format.percent(range[0]), high: format.percent(range[1]) }),
      days: (days) =>
        days === null ? format.number(null) : t('days', { count: days, n: format.number(days) }),
      people: (customers) =>
        customers === null
          ? format.number(null)
          : t('people', { count: customers, n: format.number(customers) }),
      heads: (customers) =>
        customers === null ? format.number(null) : t('heads', { n: format.number(customers) }),
    };
  }, [t, i18n.language, currency, timezone]);
}
