import type { StreamedFile } from '../../../files/stream.server';
import { ordersInParts } from '../../../metrics/reconcile/orders-in-parts.server';
import { decimalsOf } from '../../../settings/entered/spend';
import { lineKey } from '../../../ui/settings/data/view';
import { listedIn } from '../settings/data/listed.server';
import { reconcileRules } from '../settings/data/rules.server';
import { csvFile, linesOf } from './csv-file.server';
import type { FileRequest } from './kinds.server';
import { translatorOf } from './translator.server';

/** All orders of a line of a reconciliation, or of a reason why they are left out. */
export async function ordersFile({ shop, query, language }: FileRequest): Promise<StreamedFile> {
  const t = translatorOf(language, 'data');
  const rules = reconcileRules(shop);
  const which = listedIn(query, shop.timezone);
  const isLine = 'line' in which;
  const { period } = isLine ? which : { period: null };
  const days = period === null ? [] : [period.from, period.to];
  const decimals = new Map([[shop.currency, rules.decimals]]);
  // the parts of an order that are beyond the smallest unit
  const extra = isLine && which.line === 'rounding' ? 4 : 0;
  return await Promise.resolve(
    csvFile({
      domain: shop.domain,
      name: [
        isLine
          ? t(lineKey(which.line, rules.revenueBasis))
          : t(`numbers:leftOut.reason.${which.reason}`),
        ...days,
      ],
      about: days,
      heads: [
        ...[t('orders.order'), t('orders.id'), t('orders.day')],
        ...[t(isLine ? 'orders.amount' : 'orders.worth'), t('orders.currency')],
      ],
      pages: linesOf(ordersInParts(shop.id, rules, which), (order) => {
        const { name, id, day, amount, currency } = order;
        const own = decimals.get(currency) ?? decimalsOf(currency);
        decimals.set(currency, own);
        return [name, id, day, { amount, decimals: own + extra }, currency];
      }),
    }),
  );
}
