/**
 * What Shopify had us erase: every writer of facts asks here first. An erased order is not written,
 * an erased customer neither, and an order of his is written without its customer.
 */
export { erasedIds, type ErasedIds } from '../store/erased-ids.server';
