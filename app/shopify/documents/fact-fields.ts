/**
 * Increase by one with every field added below. The history of a shop that was read with a lower version
 * is read again (`ingest/import/import`).
 */
export const FACT_FIELDS_VERSION = 2;

/** Of a visit before an order. */
const VISIT_FIELDS = `
  source
  sourceType
  referralCode
  utmParameters { source medium campaign }
`;

/**
 * The fields that the app reads of an order, a line, a customer and a variant, the same in bulk queries
 * and in re-reads, so that one mapping (`ingest/facts/bulk-rows.ts`) takes both. No name, address or e-mail
 * is among them, and no address of a page: a landing page or a referrer may hold anything. Amounts are in the shop's
 * currency (`shopMoney`).
 */
export const ORDER_FIELDS = `
  id
  name
  confirmationNumber
  processedAt
  updatedAt
  cancelledAt
  test
  currencyCode
  taxesIncluded
  sourceName
  attribution { handle }
  customerJourneySummary {
    ready
    firstVisit { ${VISIT_FIELDS} }
    lastVisit { ${VISIT_FIELDS} }
  }
  displayFinancialStatus
  customer { id }
  subtotalPriceSet { shopMoney { amount } }
  currentSubtotalPriceSet { shopMoney { amount } }
  refundDiscrepancySet { shopMoney { amount } }
`;

/** @param product fields of the product and the variant beside their ids */
export const lineFields = (product = '', variant = ''): string => `
  id
  quantity
  currentQuantity
  isGiftCard
  product { id ${product} }
  variant { id ${variant} }
  sellingPlan { sellingPlanId }
  originalTotalSet { shopMoney { amount } }
  taxLines { priceSet { shopMoney { amount } } }
  discountAllocations {
    allocatedAmountSet { shopMoney { amount } }
    discountApplication { targetType }
  }
`;

export const CUSTOMER_FIELDS = `
  id
  updatedAt
  numberOfOrders
  tags
  dataSaleOptOut
  defaultEmailAddress { marketingState marketingUpdatedAt }
  defaultPhoneNumber { smsMarketingConsent { state updatedAt } }
  statistics { rfmGroup }
`;

/** A variant's name, and its unit cost today; Shopify keeps no history of it. */
export const VARIANT_FIELDS = `title sku inventoryItem { unitCost { amount currencyCode } }`;
