import { useTranslation } from 'react-i18next';
import { DataTable } from '../charts/data-table';
import { Section } from '../frame/section';
import type { PartProps } from './second-purchase';

/** Rows shown at once; the rest opens below. */
const SHOWN = 10;

/** Which first product brings customers back, and how soon. */
export function FirstProducts({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  const products = view.repeat.firstProducts;
  const ranked = products.filter((product) => product.within90 !== null);
  const best = ranked.reduce<(typeof ranked)[number] | null>(
    (a, b) => (a === null || (b.within90 ?? 0) > (a.within90 ?? 0) ? b : a),
    null,
  );
  const table = (part: typeof products, caption: string) => (
    <DataTable
      caption={caption}
      columns={[
        { key: 'product', label: t('products.product') },
        { key: 'customers', label: t('products.customers') },
        { key: 'within', label: t('products.within') },
        { key: 'median', label: t('products.median') },
      ]}
      rows={part.map((product) => ({
        key: product.productId ?? product.title ?? '',
        marked: product === best,
        cells: [
          product.title ?? t('products.unknown'),
          format.number(product.customers),
          format.percent(product.within90),
          product.medianDays === null
            ? format.number(null)
            : format.days(Math.round(product.medianDays)),
        ],
      }))}
    />
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
      {products.length > 0 && table(products.slice(0, SHOWN), t('products.title'))}
      {products.length > SHOWN && (
        <details className="om-more">
          <summary>
            {t('products.rest', {
              count: products.length - SHOWN,
              n: format.number(products.length - SHOWN),
            })}
          </summary>
          {table(products.slice(SHOWN), t('products.restTitle'))}
        </details>
      )}
      {ranked.length < products.length && <p className="om-range">{t('products.dash')}</p>}
    </Section>
  );
}
