import type { BulkErrorCode } from './rows';

/** What shall happen to a bulk operation that is started. */
export type BulkFault =
  /** it fails after so many objects; what was written is the partial data */
  | { kind: 'fail'; afterObjects: number; errorCode: BulkErrorCode }
  /** it gets no further after so many objects, until somebody cancels it */
  | { kind: 'stall'; afterObjects: number }
  /** it stays in Shopify's queue until `go` */
  | { kind: 'queue'; go: Promise<void> }
  /** Shopify itself cancels it after so many objects */
  | { kind: 'cancel'; afterObjects: number }
  /** line `line` (the first is 1) of its result is not JSON */
  | { kind: 'corrupt'; line: number }
  /** every so manieth line of its result stands there twice */
  | { kind: 'repeat'; every: number };
