import { setImmediate as others } from 'node:timers/promises';
import type { ObjectSource } from '../../../app/ingest/import/bulk-part.server';
import type { JsonLine } from '../../../app/ingest/staging/json-lines';
import type {
  CustomerRecord,
  LineRecord,
  OrderRecord,
  ProductRecord,
} from '../../sandbox/store/records';
import { smsConsentState } from '../../sandbox/resolvers/customers';
import { dateTime, gid } from '../../sandbox/resolvers/scalars';

/** The facts of a shop; each call reads them lazily from the start. */
export interface Records {
  products(): Iterable<ProductRecord>;
  customers(): Iterable<CustomerRecord>;
  orders(): Iterable<OrderRecord>;
}

/** Objects between two yields to the event loop, which handles the database's replies. */
const PIECE = 250;

/**
 * The objects of the app's bulk queries (`app/shopify/documents/*-bulk.ts`), made directly from records. The
 * local Shopify writes the same ones as text, after storing every record: `bulk-objects.test.ts` compares
 * them.
 * @param onOrders called with the number of orders so far
 */
export function sourceOf(
  records: Records,
  onOrders: (orders: number) => void = () => undefined,
): ObjectSource {
  return async function* (part) {
    const objects = OBJECTS[part](records, onOrders)[Symbol.iterator]();
    const numbers = { line: 0 };
    for (;;) {
      const first = objects.next();
      if (first.done === true) return;
      yield piece(first.value, objects, numbers);
      await others();
    }
  };
}

/** Yields at most {@link PIECE} objects, lazily. */
function* piece(first: object, rest: Iterator<object>, at: { line: number }): Generator<JsonLine> {
  yield { line: ++at.line, json: first };
  for (let taken = 1; taken < PIECE; taken += 1) {
    const next = rest.next();
    if (next.done === true) return;
    yield { line: ++at.line, json: next.value };
  }
}

type Objects = (records: Records, onOrders: (orders: number) => void) => Iterable<object>;

const OBJECTS: Record<Parameters<ObjectSource>[0], Objects> = {
  *costs({ products }) {
    for (const product of products()) {
      const { title, variants } = product;
      for (const { id, title: variant, sku, unitCost } of variants)
        yield {
          ...{ id: gid('ProductVariant', id), title: variant, sku },
          product: { id: gid('Product', product.id), title },
          inventoryItem: { unitCost: unitCost === null ? null : { amount: unitCost } },
        };
    }
  },
  *customers({ customers }) {
    for (const customer of customers()) yield customerObject(customer);
  },
  *orders({ orders }, onOrders) {
    let handed = 0;
    for (const order of orders()) {
      yield orderObject(order);
      const parent = gid('Order', order.id);
      for (const line of order.lines) yield lineObject(line, parent);
      onOrders((handed += 1));
    }
  },
};

const money = (amount: string) => ({ shopMoney: { amount } });
const reference = (type: string, id: number | null) => (id === null ? null : { id: gid(type, id) });

function consent(of: CustomerRecord['emailMarketing']): object | null {
  if (of === null) return null;
  return { marketingState: of.state, marketingUpdatedAt: of.updatedAt && dateTime(of.updatedAt) };
}

function smsConsent(of: CustomerRecord['smsMarketing']): object | null {
  if (of === null) return null;
  return {
    smsMarketingConsent: {
      state: smsConsentState(of.state),
      updatedAt: of.updatedAt && dateTime(of.updatedAt),
    },
  };
}

function customerObject(customer: CustomerRecord): object {
  return {
    id: gid('Customer', customer.id),
    updatedAt: dateTime(customer.updatedAt),
    numberOfOrders: String(customer.numberOfOrders),
    tags: customer.tags,
    dataSaleOptOut: customer.dataSaleOptOut,
    defaultEmailAddress: consent(customer.emailMarketing),
    defaultPhoneNumber: smsConsent(customer.smsMarketing),
    statistics: { rfmGroup: customer.rfmGroup },
  };
}

/** Without the confirmation number, which proves survey answers, and without visits, which no export has. */
function orderObject(order: OrderRecord): object {
  return {
    id: gid('Order', order.id),
    name: order.name,
    confirmationNumber: null,
    processedAt: dateTime(order.processedAt),
    updatedAt: dateTime(order.updatedAt),
    cancelledAt: order.cancelledAt && dateTime(order.cancelledAt),
    test: order.test,
    currencyCode: order.currencyCode,
    taxesIncluded: order.taxesIncluded,
    sourceName: order.sourceName,
    attribution: null,
    customerJourneySummary: null,
    displayFinancialStatus: order.displayFinancialStatus,
    customer: reference('Customer', order.customerId),
    subtotalPriceSet: money(order.subtotal),
    currentSubtotalPriceSet: money(order.currentSubtotal),
    refundDiscrepancySet: money(order.refundDiscrepancy),
  };
}

function lineObject(line: LineRecord, parent: string): object {
  return {
    id: gid('LineItem', line.id),
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    isGiftCard: line.isGiftCard,
    product: reference('Product', line.productId),
    variant: reference('ProductVariant', line.variantId),
    sellingPlan: line.sellingPlan && { sellingPlanId: gid('SellingPlan', line.sellingPlan.id) },
    originalTotalSet: money(line.originalTotal),
    taxLines: line.taxLines.map(({ price }) => ({ priceSet: money(price) })),
    discountAllocations: line.allocations.map(({ amount, targetType }) => ({
      allocatedAmountSet: money(amount),
      discountApplication: { targetType },
    })),
    __parentId: parent,
  };
}
