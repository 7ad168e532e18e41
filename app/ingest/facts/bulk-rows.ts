import { z } from 'zod';
import { numericId } from '../../shopify/protocol/gid';
import type { ConfirmationHash } from '../../store/secrets/confirmation-numbers.server';
import { factParser } from './bounds';
import { addDecimals } from './decimal';
import { journeySchema, keptVisits } from './visits';

/**
 * A column of a staging row, as text in COPY's format. The functions below turn one line of a bulk result into
 * the columns of its table, in their order; they throw ZodError with the field's name for a line that differs
 * from Shopify's documentation, and OutOfBounds for values that no table holds.
 */
export type Column = string | null;

/** PostgreSQL has no NUL in text and no lone surrogate in jsonb. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '');

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Escapes free text for COPY's text format; ids, amounts and times need no escapes. */
function copyText(text: string): string {
  return SPECIAL.test(text)
    ? storable(text).replace(/[\\\t\n\r]/g, (one) => ESCAPES[one] ?? one)
    : text;
}

const copyTextOrNull = (text: string | null): Column => (text === null ? null : copyText(text));

const id = z.string();
const reference = z.object({ id }).nullable();

const readOrder = factParser(({ time, decimal, name }) => {
  const money = z.object({ shopMoney: z.object({ amount: decimal }) });
  return z.object({
    id,
    name,
    /** missing in the result of a query from before an upgrade */
    confirmationNumber: z.string().nullish(),
    processedAt: time,
    updatedAt: time,
    cancelledAt: time.nullable(),
    test: z.boolean(),
    currencyCode: name,
    taxesIncluded: z.boolean(),
    sourceName: name.nullable(),
    attribution: z.object({ handle: name }).nullish(),
    customerJourneySummary: journeySchema,
    displayFinancialStatus: name.nullable(),
    customer: reference,
    subtotalPriceSet: money.nullable(),
    currentSubtotalPriceSet: money,
    refundDiscrepancySet: money,
  });
});

const readLine = factParser(({ decimal, pieces }) => {
  const money = z.object({ shopMoney: z.object({ amount: decimal }) });
  return z.object({
    id,
    quantity: pieces,
    currentQuantity: pieces,
    isGiftCard: z.boolean(),
    product: reference,
    variant: reference,
    sellingPlan: z.object({ sellingPlanId: id.nullable() }).nullable(),
    originalTotalSet: money,
    taxLines: z.array(z.object({ priceSet: money })),
    discountAllocations: z.array(
      z.object({
        allocatedAmountSet: money,
        discountApplication: z.object({ targetType: z.string() }),
      }),
    ),
    __parentId: id,
  });
});

const readCustomer = factParser(({ time, count, name }) => {
  const email = z.object({ marketingState: name, marketingUpdatedAt: time.nullable() });
  const sms = z.object({ state: name, updatedAt: time.nullable() });
  return z.object({
    id,
    updatedAt: time,
    numberOfOrders: count,
    tags: z.array(z.string()),
    dataSaleOptOut: z.boolean(),
    defaultEmailAddress: email.nullable(),
    defaultPhoneNumber: z.object({ smsMarketingConsent: sms.nullable() }).nullable(),
    statistics: z.object({ rfmGroup: name.nullable() }).nullable(),
  });
});

const readVariant = factParser(({ decimal }) =>
  z.object({
    id,
    /** both missing in the result of a query from before an upgrade */
    title: z.string().optional(),
    sku: z.string().nullish(),
    product: z.object({ id, title: z.string() }),
    inventoryItem: z.object({ unitCost: z.object({ amount: decimal }).nullable() }),
  }),
);

const flag = (value: boolean): string => (value ? 't' : 'f');
const referred = (node: { id: string } | null): Column =>
  node === null ? null : numericId(node.id);

/** A bytea literal of PostgreSQL, with the backslash doubled for COPY's text format. */
const bytes = (hex: string | null): Column => (hex === null ? null : `\\\\x${hex}`);

/**
 * A row of the staging table `orders`.
 * @param hashOf the shop's hash: confirmation numbers do not leave this process
 */
export function orderColumns(json: unknown, hashOf: ConfirmationHash): Column[] {
  const order = readOrder(json);
  const visits = keptVisits(order.customerJourneySummary);
  return [
    numericId(order.id),
    copyText(order.name),
    order.processedAt,
    order.updatedAt,
    order.cancelledAt,
    referred(order.customer),
    flag(order.test),
    copyTextOrNull(order.displayFinancialStatus),
    copyText(order.currencyCode),
    flag(order.taxesIncluded),
    copyTextOrNull(order.sourceName),
    order.subtotalPriceSet?.shopMoney.amount ?? '0',
    order.currentSubtotalPriceSet.shopMoney.amount,
    order.refundDiscrepancySet.shopMoney.amount,
    bytes(hashOf(order.confirmationNumber)),
    copyTextOrNull(order.attribution?.handle ?? null),
    visits.ready === null ? null : flag(visits.ready),
    copyTextOrNull(visits.first),
    copyTextOrNull(visits.last),
    copyTextOrNull(visits.source),
  ];
}

/** A row of the staging table `lines`. */
export function lineColumns(json: unknown): Column[] {
  const line = readLine(json);
  const discounts = line.discountAllocations.filter(
    ({ discountApplication }) => discountApplication.targetType === 'LINE_ITEM',
  );
  const plan = line.sellingPlan?.sellingPlanId ?? null;
  return [
    numericId(line.__parentId),
    numericId(line.id),
    referred(line.product),
    referred(line.variant),
    plan === null ? null : numericId(plan),
    String(line.quantity),
    String(line.currentQuantity),
    flag(line.isGiftCard),
    flag(discounts.length > 0),
    line.originalTotalSet.shopMoney.amount,
    addDecimals(discounts.map((one) => one.allocatedAmountSet.shopMoney.amount)),
    addDecimals(line.taxLines.map((one) => one.priceSet.shopMoney.amount)),
  ];
}

/** A row of the staging table `customers`. */
export function customerColumns(json: unknown): Column[] {
  const customer = readCustomer(json);
  const sms = customer.defaultPhoneNumber?.smsMarketingConsent;
  return [
    numericId(customer.id),
    customer.updatedAt,
    customer.numberOfOrders,
    copyTextOrNull(customer.defaultEmailAddress?.marketingState ?? null),
    customer.defaultEmailAddress?.marketingUpdatedAt ?? null,
    copyTextOrNull(sms?.state ?? null),
    sms?.updatedAt ?? null,
    copyText(JSON.stringify(customer.tags.map(storable))),
    copyTextOrNull(customer.statistics?.rfmGroup ?? null),
    flag(customer.dataSaleOptOut),
  ];
}

/** A row of the staging table `costs`. */
export function costColumns(json: unknown): Column[] {
  const variant = readVariant(json);
  return [
    numericId(variant.id),
    numericId(variant.product.id),
    copyText(variant.product.title),
    variant.inventoryItem.unitCost?.amount ?? null,
    copyTextOrNull(variant.title ?? null),
    copyTextOrNull(variant.sku ?? null),
  ];
}
