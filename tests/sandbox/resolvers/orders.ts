import type { JourneyRecord, OrderRecord, VisitRecord } from '../store/records';
import { seconds, orderOf } from '../store/store-shop';
import { pageOfList } from '../store/store-pages';
import { CustomerSource } from './customers';
import { currentTotal } from './current-total';
import { fields, mapPage } from './define';
import { countRows, hiddenByAge, listPage, ORDERS, windowOf } from './listing';
import type { LineSource } from './line-items';
import type { Amount } from './money';
import { dateTime, gid, idOf } from './scalars';

/** Shopify says within a day which visits led to an order. */
const ATTRIBUTED_AFTER_MS = 24 * 3_600_000;

/** Handles of the channels that take orders, by `sourceName`. */
const HANDLES: Readonly<Record<string, string>> = {
  web: 'online_store',
  shopify_draft_order: 'draft_orders',
};

type OrderMoney = 'subtotal' | 'currentSubtotal' | 'refundDiscrepancy' | 'totalShipping';
type OrderTotal = 'totalTax' | 'totalPrice' | 'totalRefunded';

const money =
  (name: OrderMoney | OrderTotal) =>
  (order: OrderRecord): Amount => ({ amount: order[name], currencyCode: order.currencyCode });

export const orderResolvers = {
  Order: fields<OrderRecord>({
    id: (order) => gid('Order', order.id),
    legacyResourceId: (order) => String(order.id),
    name: (order) => order.name,
    confirmationNumber: (order) => order.confirmationNumber,
    createdAt: (order) => dateTime(order.createdAt),
    processedAt: (order) => dateTime(order.processedAt),
    updatedAt: (order) => dateTime(order.updatedAt),
    cancelledAt: (order) => order.cancelledAt && dateTime(order.cancelledAt),
    test: (order) => order.test,
    edited: (order) => order.edited,
    currencyCode: (order) => order.currencyCode,
    taxesIncluded: (order) => order.taxesIncluded,
    sourceName: (order) => order.sourceName,
    attribution: ({ sourceName }) => {
      const handle = HANDLES[sourceName] ?? sourceName;
      return { handle, displayName: handle };
    },
    customerJourneySummary: ({ journey, createdAt }, _, { clock }) => {
      if (journey === undefined) return null;
      const ready = clock.milliseconds() - Date.parse(createdAt) >= ATTRIBUTED_AFTER_MS;
      return { ready, ...(ready ? journey : { first: null, last: null }) };
    },
    displayFinancialStatus: (order) => order.displayFinancialStatus,
    discountCodes: (order) => order.discountCodes,
    tags: (order) => order.tags,
    customer: (order, _, { rows }) =>
      order.customerId === null ? null : new CustomerSource(order.customerId, rows),
    subtotalPriceSet: money('subtotal'),
    currentSubtotalPriceSet: money('currentSubtotal'),
    refundDiscrepancySet: money('refundDiscrepancy'),
    totalShippingPriceSet: money('totalShipping'),
    totalTaxSet: money('totalTax'),
    totalPriceSet: money('totalPrice'),
    totalRefundedSet: money('totalRefunded'),
    currentTotalPriceSet: (order): Amount => ({
      amount: currentTotal(order),
      currencyCode: order.currencyCode,
    }),
    lineItems: (order, args) =>
      mapPage(pageOfList(order.lines, windowOf(args)), (line): LineSource => ({ line, order })),
  }),
};

interface SummaryRow extends JourneyRecord {
  ready: boolean;
}

/** What Shopify says of an order's visits; the fields of a page's address are none of the app's. */
export const journeyResolvers = {
  OrderAttribution: fields<{ handle: string; displayName: string }>({
    handle: ({ handle }) => handle,
    displayName: ({ displayName }) => displayName,
  }),
  CustomerJourneySummary: fields<SummaryRow>({
    ready: ({ ready }) => ready,
    firstVisit: ({ first }) => first,
    lastVisit: ({ last }) => last,
  }),
  CustomerVisit: fields<VisitRecord>({
    source: ({ source }) => source,
    sourceType: ({ sourceType }) => sourceType,
    referralCode: ({ referralCode }) => referralCode,
    utmParameters: ({ utm }) => utm,
  }),
  UTMParameters: fields<NonNullable<VisitRecord['utm']>>({
    source: ({ source }) => source,
    medium: ({ medium }) => medium,
    campaign: ({ campaign }) => campaign,
  }),
};

export const orderQueries = fields<unknown>({
  order: (_, args, context) => {
    const id = idOf('Order', args.id);
    const order = id === null ? null : context.rows.order(id);
    return order && !hiddenByAge(seconds(order.createdAt), context) ? order : null;
  },
  orders: (_, args, context) => mapPage(listPage(ORDERS, args, context), orderOf),
  ordersCount: (_, args, context) => countRows(ORDERS, args, context),
});
