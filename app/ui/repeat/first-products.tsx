import { useTranslation } from 'react-i18next';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { Section } from '../frame/section';
import type { PartProps } from './second-purchase';

/** Which first product brings customers back, and how soon. */
export function FirstProducts({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  const products = view.repeat.firstProducts;
  const ranked = products.filter((product) => product.within90 !== null);
  const best = ranked.reduce<(typeof ranked)[number] | null>(
    (a, b) => (a === null || (b.within90 ?? 0) > (a.within90 ?? 0) ? b : a),
    null,
  );
  return (
    <Section
      title={t('products.title')}
      term="repeat:definition.firstProducts"
      meaning={
        best === null
          ? t('products.notYet')
          : t('products.meaning', {
              product: best.title ?? t('products.unknown'),
              rate: format.percent(best.within90),
            })
      }
    >
      {products.length > 0 && (
        <DataTable<(typeof products)[number]>
          caption={t('products.title')}
          columns={[
            words('product', t('products.product'), (row) => row.title ?? t('products.unknown')),
            numbers('customers', t('products.customers'), (row) => row.customers, format.number),
            numbers('within', t('products.within'), (row) => row.within90, format.percent, {
              main: true,
            }),
            numbers(
              'median',
              t('products.median'),
              ({ medianDays }) => medianDays,
              (days) => format.days(days === null ? null : Math.round(days)),
            ),
          ]}
          rows={products}
          keyOf={({ productId, title }) => productId ?? title ?? ''}
          marked={(product) => product === best}
          folds="rows"
        />
      )}
      {ranked.length < products.length && <p className="om-range">{t('products.dash')}</p>}
    </Section>
  );
}
