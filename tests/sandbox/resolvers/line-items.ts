import type { AllocationRecord, LineRecord, OrderRecord } from '../store/records';
import { fields, typed } from './define';
import type { Amount } from './money';
import { gid } from './scalars';

export interface LineSource {
  line: LineRecord;
  order: OrderRecord;
}

interface AllocationSource {
  allocation: AllocationRecord;
  order: OrderRecord;
}

interface TaxSource {
  tax: LineRecord['taxLines'][number];
  order: OrderRecord;
}

const APPLICATION_TYPES = {
  code: 'DiscountCodeApplication',
  automatic: 'AutomaticDiscountApplication',
  manual: 'ManualDiscountApplication',
  script: 'ScriptDiscountApplication',
} as const;

const application = {
  // The records keep a discount's amount for each line but not its method: always ACROSS.
  allocationMethod: () => 'ACROSS',
  targetType: (source: AllocationSource) => source.allocation.targetType,
  index: (source: AllocationSource) => applicationIndex(source),
};

const titled = fields<AllocationSource>({
  ...application,
  title: (source) => source.allocation.name,
});

export const lineItemResolvers = {
  LineItem: fields<LineSource>({
    id: ({ line }) => gid('LineItem', line.id),
    title: ({ line }) => line.title,
    name: ({ line }, _, { rows }) => {
      const variant = line.variantId === null ? null : rows.variant(line.variantId);
      const plain = variant === null || variant.title === 'Default Title';
      return plain ? line.title : `${line.title} - ${variant.title}`;
    },
    sku: ({ line }) => line.sku,
    quantity: ({ line }) => line.quantity,
    currentQuantity: ({ line }) => line.currentQuantity,
    isGiftCard: ({ line }) => line.isGiftCard,
    // Null for a deleted product or variant, as on Shopify.
    product: ({ line }, _, { rows }) =>
      line.productId === null ? null : rows.product(line.productId),
    variant: ({ line }, _, { rows }) =>
      line.variantId === null ? null : rows.variant(line.variantId),
    sellingPlan: ({ line }) => line.sellingPlan,
    originalTotalSet: ({ line, order }): Amount => ({
      amount: line.originalTotal,
      currencyCode: order.currencyCode,
    }),
    taxLines: ({ line, order }) => line.taxLines.map((tax): TaxSource => ({ tax, order })),
    discountAllocations: ({ line, order }) =>
      line.allocations.map((allocation): AllocationSource => ({ allocation, order })),
  }),
  LineItemSellingPlan: fields<{ id: number; name: string }>({
    name: (plan) => plan.name,
    sellingPlanId: (plan) => gid('SellingPlan', plan.id),
  }),
  TaxLine: fields<TaxSource>({
    title: ({ tax }) => tax.title,
    rate: ({ tax }) => tax.rate,
    ratePercentage: ({ tax }) => tax.rate * 100,
    priceSet: ({ tax, order }): Amount => ({
      amount: tax.price,
      currencyCode: order.currencyCode,
    }),
  }),
  DiscountAllocation: fields<AllocationSource>({
    allocatedAmountSet: ({ allocation, order }): Amount => ({
      amount: allocation.amount,
      currencyCode: order.currencyCode,
    }),
    discountApplication: (source) => typed(APPLICATION_TYPES[source.allocation.kind], source),
  }),
  DiscountCodeApplication: fields<AllocationSource>({
    ...application,
    code: (source) => source.allocation.name,
  }),
  AutomaticDiscountApplication: titled,
  ManualDiscountApplication: titled,
  ScriptDiscountApplication: titled,
};

/** The index of a discount among the order's distinct discounts, by first occurrence. */
function applicationIndex({ allocation, order }: AllocationSource): number {
  const names = new Set(order.lines.flatMap((line) => line.allocations.map(nameOf)));
  return [...names].indexOf(nameOf(allocation));
}

function nameOf(allocation: AllocationRecord): string {
  return `${allocation.kind} ${allocation.targetType} ${allocation.name}`;
}
