import { Banner, Link, Page } from '@shopify/polaris';
import type { OrderList } from '../../../metrics/reconcile/listed-orders.server';
import { formatter } from '../../../i18n/format';
import { LANGUAGES } from '../../../i18n/language';
import { data } from '../../../i18n/late/data';
import { Pager } from '../../frame/pager';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { minus } from '../../nps/use-score';
import { useFormat } from '../../numbers/use-format';
import { FileDownload } from '../../files/file-download';
import { listAddress, queryOf, reconcileAddress } from './addresses';
import { lineKey, type OrdersView } from './view';
import '../../base.css';
import '../../tables/table.css';

/** The orders behind a line of a reconciliation, or those that are left out for a reason. */
export function OrdersPage({ view }: { view: OrdersView }) {
  const { t } = useLateTexts(data);
  const format = useFormat(view);
  const { which, list } = view;
  const isLine = 'line' in which;
  const name = isLine
    ? t(lineKey(which.line, view.basis))
    : t(`numbers:leftOut.reason.${which.reason}`);
  const about = isLine
    ? t('orders.ofPeriod', {
        from: format.day(which.period.from),
        to: format.day(which.period.to),
      })
    : t('orders.ofReason');
  return (
    <main>
      <Page
        title={name}
        subtitle={about}
        backAction={
          isLine
            ? { content: t('backToReconcile'), url: reconcileAddress(which.period) }
            : { content: t('backToData'), url: '/app/settings/data' }
        }
      >
        {list === 'slow' ? (
          <Banner tone="warning" title={t('slow.title')}>
            {t(isLine ? 'slow.period' : 'slow.later')}
          </Banner>
        ) : (
          <Section title={t('orders.title')} meaning={totalOf(list)}>
            {list.total > 0 && (
              <>
                <Orders list={list} view={view} name={name} />
                <Pager
                  page={list.page}
                  pages={list.pages}
                  address={(at) => listAddress(which, at)}
                  words={{
                    label: t('orders.pages'),
                    newer: t('orders.newer'),
                    older: t('orders.older'),
                    page: t('orders.page', { page: list.page, pages: list.pages }),
                  }}
                />
                <FileDownload
                  what="orders"
                  query={queryOf(which).toString()}
                  total={list.total}
                  label={t('orders.file')}
                />
              </>
            )}
          </Section>
        )}
      </Page>
    </main>
  );

  function totalOf({ total, amount }: OrderList): string {
    const values = { count: total, n: format.number(total), amount: minus(format.money(amount)) };
    if (total === 0) return t('orders.none');
    return t(amount === null ? 'orders.count' : 'orders.total', values);
  }
}

interface OrdersProps {
  list: OrderList;
  view: OrdersView;
  name: string;
}

function Orders({ list, view, name }: OrdersProps) {
  const { t, i18n } = useLateTexts(data);
  const format = useFormat(view);
  const { which } = view;
  const language = LANGUAGES.find((known) => known === i18n.language) ?? 'en';
  // what is beyond the smallest unit is a fraction of it
  const extra = 'line' in which && which.line === 'rounding' ? 4 : 0;
  const money = (amount: number, currency: string) =>
    currency === view.currency
      ? format.money(amount, extra)
      : formatter(language, currency, view.timezone).money(amount);
  return (
    <table className="om-table">
      <caption className="om-hidden">{t('orders.table', { name })}</caption>
      <thead>
        <tr>
          <th scope="col" className="om-words">
            {t('orders.order')}
          </th>
          <th scope="col" className="om-words">
            {t('orders.day')}
          </th>
          <th scope="col">{t('line' in which ? 'orders.amount' : 'orders.worth')}</th>
        </tr>
      </thead>
      <tbody>
        {list.orders.map(({ id, name: order, day, amount, currency }) => (
          <tr key={id}>
            <th scope="row">
              <Link url={`shopify://admin/orders/${id}`} target="_top">
                {order}
              </Link>
            </th>
            <td className="om-words" data-label={t('orders.day')}>
              {format.day(day)}
            </td>
            <td className="om-main">{minus(money(amount, currency))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
