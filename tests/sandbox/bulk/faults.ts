import type { BulkErrorCode } from './rows';

/** A fault for the next bulk operation. */
export type BulkFault =
  /** it fails after this many objects, which are the partial data */
  | { kind: 'fail'; afterObjects: number; errorCode: BulkErrorCode }
  /** it stalls after this many objects until it is cancelled */
  | { kind: 'stall'; afterObjects: number }
  /** it stays in Shopify's queue until `go` */
  | { kind: 'queue'; go: Promise<void> }
  /** Shopify itself cancels it after this many objects */
  | { kind: 'cancel'; afterObjects: number }
  /** line `line` (the first is 1) of its result is not JSON */
  | { kind: 'corrupt'; line: number }
  /** every n-th line of its result appears twice */
  | { kind: 'repeat'; every: number };
