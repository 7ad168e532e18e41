import { Link, Text } from '@shopify/polaris';
import { profile } from '../../i18n/late/profile';
import { Pager } from '../frame/pager';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import type { PartProps } from './profile-page';
import '../tables/table.css';
import './profile.css';

/** Names of products that a row shows. */
const MOST_PRODUCTS = 3;

/** Every order, with those that are left out and why; each opens at Shopify. */
export function OwnOrders({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { orders, total, counted, page, pages } = view.orders;
  if (total === 0) return null;
  const left = total - counted;
  return (
    <Section
      title={t('orders.title')}
      meaning={t(left === 0 ? 'orders.allCounted' : 'orders.someLeftOut', {
        count: total,
        n: format.number(total),
        counted: format.number(counted),
        left: format.number(left),
      })}
    >
      <table className="om-table">
        <caption className="om-hidden">{t('orders.title')}</caption>
        <thead>
          <tr>
            <th scope="col" className="om-words">
              {t('orders.order')}
            </th>
            <th scope="col" className="om-words">
              {t('orders.day')}
            </th>
            <th scope="col" className="om-words">
              {t('orders.products')}
            </th>
            <th scope="col">{t('orders.revenue')}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.id}>
              <th scope="row">
                <Link url={`shopify://admin/orders/${order.id}`} target="_top">
                  {order.name}
                </Link>
              </th>
              <td className="om-words" data-label={t('orders.day')}>
                {format.day(order.day)}
              </td>
              <td className="om-words" data-label={t('orders.products')}>
                <span className="om-order-said">{productsOf(order.products)}</span>
              </td>
              <td className="om-main">
                {order.leftOut === null ? (
                  <>
                    {format.money(order.revenue)}
                    <span className="om-range om-order-said"> {kindsOf(order)}</span>
                  </>
                ) : (
                  <span className="om-range om-order-said">
                    {t('orders.leftOut', { why: t(`numbers:leftOut.reason.${order.leftOut}`) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager
        page={page}
        pages={pages}
        address={(at) => `/app/customers/${view.customer}?page=${at}`}
        words={{
          label: t('orders.pages'),
          newer: t('orders.newer'),
          older: t('orders.older'),
          page: t('orders.page', { page, pages }),
        }}
      />
      {left > 0 && (
        <Text as="p" tone="subdued">
          {t('orders.why')}
        </Text>
      )}
    </Section>
  );

  function productsOf(titles: readonly (string | null)[]): string {
    const shown = titles.slice(0, MOST_PRODUCTS).map((title) => title ?? t('orders.noTitle'));
    const more = titles.length - shown.length;
    return [
      shown.join(t('comma')),
      ...(more > 0 ? [t('orders.more', { count: more, n: format.number(more) })] : []),
    ].join(' ');
  }

  function kindsOf({ discounted, plan }: (typeof orders)[number]): string {
    return [
      ...(discounted ? [t('orders.discounted')] : []),
      ...(plan ? [t('orders.plan')] : []),
    ].join(t('comma'));
  }
}
