import { document } from './document';

/**
 * Every order that may be read, with its lines, as a bulk query: what `metrics.md` 1 needs and
 * nothing else. Money is the shop's (`shopMoney`); no name, address or e-mail is asked for.
 */
export const ORDERS_BULK = document(`
  {
    orders {
      edges {
        node {
          id
          name
          processedAt
          updatedAt
          cancelledAt
          test
          currencyCode
          taxesIncluded
          sourceName
          displayFinancialStatus
          customer { id }
          subtotalPriceSet { shopMoney { amount } }
          currentSubtotalPriceSet { shopMoney { amount } }
          refundDiscrepancySet { shopMoney { amount } }
          lineItems {
            edges {
              node {
                id
                quantity
                currentQuantity
                isGiftCard
                product { id }
                variant { id }
                sellingPlan { sellingPlanId }
                originalTotalSet { shopMoney { amount } }
                taxLines { priceSet { shopMoney { amount } } }
                discountAllocations {
                  allocatedAmountSet { shopMoney { amount } }
                  discountApplication { targetType }
                }
              }
            }
          }
        }
      }
    }
  }
`);
