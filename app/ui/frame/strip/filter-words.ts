import type { TFunction } from 'i18next';
import type { FilterChoices } from '../../../metrics/filter/choices';
import type { ViewFilter } from '../view-address';

type Words = TFunction<'frame'>;

/** Sources that every shop has; any other is written as the orders say it. */
const SOURCES = ['direct', 'unknown'] as const;

export function sourceName(t: Words, key: string): string {
  const known = SOURCES.find((source) => source === key);
  return known === undefined ? key : t(`strip.filter.source.${known}`);
}

export function productName(t: Words, title: string | null): string {
  return title ?? t('strip.filter.product.untitled');
}

/** The conditions of a filter in words. A product that no first order has any more is written by its id. */
export function filterConditions(t: Words, choices: FilterChoices, filter: ViewFilter): string[] {
  const { product, source } = filter;
  const known = choices.products.find(({ id }) => id === product);
  const of = (name: 'product' | 'source', value: string) =>
    t('files.is', { name: t(`strip.filter.${name}.label`), value });
  return [
    ...(product === undefined
      ? []
      : [of('product', known === undefined ? product : productName(t, known.title))]),
    ...(source === undefined ? [] : [of('source', sourceName(t, source))]),
    ...(['discount', 'plan'] as const).flatMap((name) => {
      const answer = filter[name];
      return answer === undefined ? [] : [t(`strip.filter.${name}.${answer ? 'yes' : 'no'}`)];
    }),
  ];
}
