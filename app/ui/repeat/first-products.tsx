import { useTranslation } from 'react-i18next';
import { repeatMore } from '../../i18n/late/repeat-more';
import type { Snapshot } from '../../metrics/snapshot';
import { useLateTexts } from '../frame/use-late-texts';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { Section } from '../frame/section';
import type { PartProps } from './second-purchase';
import { bought, People, whomOf } from './whom';

type Product = Snapshot['repeat']['firstProducts'][number];

/** A product that fewer new customers began with is not marked as the worst: as on Home. */
const LEAST_SHARE = 0.05;

/** Which first product brings customers back, how soon, and which ones those who have not come back began with. */
export function FirstProducts({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  const { t: more } = useLateTexts(repeatMore);
  const { firstProducts: products, funnel, steps } = view.repeat;
  const ranked = products.filter((product) => product.within90 !== null);
  const best = extreme(ranked, (a, b) => a > b);
  const large = ranked.filter(({ customers }) => customers >= LEAST_SHARE * (funnel[0] ?? 0));
  const lowest = extreme(large, (a, b) => a < b);
  const worst = lowest === best || lowest?.within90 === best?.within90 ? null : lowest;
  const once = steps[0]?.lost ?? 0;
  const leak = ({ notYet }: Product) => (once > 0 ? notYet / once : null);
  const nameOf = ({ title }: Product) => title ?? t('products.unknown');
  return (
    <Section
      title={t('products.title')}
      term="repeat:definition.firstProducts"
      meaning={
        best === null
          ? t('products.notYet')
          : t('products.meaning', { product: nameOf(best), rate: format.percent(best.within90) })
      }
    >
      {worst !== null && (
        <div>
          <p>
            {more('leak.meaning', {
              product: nameOf(worst),
              rate: format.percent(worst.within90),
              share: format.percent(leak(worst)),
            })}
          </p>
          {worst.productId !== null && view.renewals === 'with' && (
            <p>
              <People
                who={whomOf(view, { field: 'firstProduct', is: [worst.productId] }, bought(1))}
              >
                {more('leak.see', { people: format.people(worst.notYet) })}
              </People>
            </p>
          )}
        </div>
      )}
      {products.length > 0 && (
        <DataTable<Product>
          caption={t('products.title')}
          columns={[
            words('product', t('products.product'), nameOf),
            numbers('customers', t('products.customers'), (row) => row.customers, format.number, {
              show: ({ productId, customers }) => (
                <People
                  who={
                    productId === null
                      ? null
                      : whomOf(view, { field: 'firstProduct', is: [productId] })
                  }
                >
                  {format.number(customers)}
                </People>
              ),
            }),
            numbers('within', t('products.within'), (row) => row.within90, format.percent, {
              main: true,
            }),
            numbers(
              'median',
              t('products.median'),
              ({ medianDays }) => medianDays,
              (days) => format.days(days === null ? null : Math.round(days)),
            ),
            numbers('leak', more('leak.share'), leak, format.percent, {
              term: 'repeatMore:definition.leak',
            }),
            words('mark', more('leak.mark'), (product) =>
              product === best ? more('leak.best') : product === worst ? more('leak.worst') : '',
            ),
          ]}
          rows={products}
          keyOf={({ productId, title }) => productId ?? title ?? ''}
          marked={(product) => product === best || product === worst}
          folds="rows"
        />
      )}
      {ranked.length < products.length && <p className="om-range">{t('products.dash')}</p>}
    </Section>
  );
}

function extreme(
  products: readonly Product[],
  goesBefore: (a: number, b: number) => boolean,
): Product | null {
  return products.reduce<Product | null>(
    (most, one) =>
      most === null || goesBefore(one.within90 ?? 0, most.within90 ?? 0) ? one : most,
    null,
  );
}
