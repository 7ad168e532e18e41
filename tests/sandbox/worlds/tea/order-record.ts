import type { AllocationRecord, LineRecord, OrderRecord } from '../../store/records';
import { confirmationNumber } from '../confirmation-number';
import { journeyOf } from '../journey';
import type { Offer } from './purchase';
import type { Ticket, TicketLine } from './ticket';

const FIRST_ORDER = 5_400_000_000_000;
const FIRST_LINE = 14_000_000_000_000;
const LINES_AT_MOST = 20;
const FIRST_NAME = 1001;

/**
 * The record of a ticket, the shop's index-th by time.
 * @param openedAt when the shop moved to Shopify: earlier orders are back-dated imports of that time
 */
export function orderRecord(ticket: Ticket, index: number, openedAt: number): OrderRecord {
  const { purchase } = ticket;
  const created = Math.max(purchase.instant, openedAt);
  const told = {
    id: FIRST_ORDER + index,
    createdAt: time(created),
    sourceName: purchase.source,
  };
  const processedAt = time(purchase.instant);
  return {
    ...told,
    name: `#${FIRST_NAME + index}`,
    confirmationNumber: confirmationNumber(told),
    processedAt,
    ...journeyOf({ ...told, processedAt }),
    updatedAt: time(Math.max(created, ticket.updatedAt)),
    cancelledAt: ticket.cancelledAt === null ? null : time(ticket.cancelledAt),
    test: purchase.test,
    edited: ticket.edited,
    currencyCode: 'JPY',
    taxesIncluded: true,
    displayFinancialStatus: ticket.status,
    customerId: purchase.customerId,
    discountCodes: purchase.offer?.kind === 'code' ? [purchase.offer.name] : [],
    subtotal: String(ticket.subtotal),
    currentSubtotal: String(ticket.currentSubtotal),
    refundDiscrepancy: String(ticket.discrepancy),
    totalShipping: String(ticket.shipping),
    totalTax: String(ticket.tax),
    totalPrice: String(ticket.total),
    totalRefunded: String(ticket.refunded),
    tags: [],
    lines: ticket.lines.map((line, place) =>
      lineRecord(line, purchase.offer, FIRST_LINE + index * LINES_AT_MOST + place),
    ),
  };
}

function lineRecord(line: TicketLine, offer: Offer | null, id: number): LineRecord {
  const { product, variant, plan } = line;
  return {
    id,
    title: product.title,
    sku: variant.sku,
    quantity: line.quantity,
    currentQuantity: line.kept,
    isGiftCard: product.role === 'gift-card',
    productId: product.id,
    variantId: variant.id,
    sellingPlan: plan === null ? null : { id: plan.id, name: plan.name },
    originalTotal: String(line.original),
    allocations: allocations(line.discount, offer),
    taxLines:
      line.tax === 0
        ? []
        : [{ title: '消費税', rate: product.taxRate / 100, price: String(line.tax) }],
  };
}

function allocations(discount: number, offer: Offer | null): AllocationRecord[] {
  if (offer === null || discount === 0) return [];
  return [
    { amount: String(discount), kind: offer.kind, name: offer.name, targetType: 'LINE_ITEM' },
  ];
}

function time(instant: number): string {
  return new Date(instant).toISOString();
}
