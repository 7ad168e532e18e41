import type { ImportPart } from '../../app/store/work/imports';

/** Now, in the tests of an import's parts. */
export const AT = new Date('2026-10-15T03:00:00Z');

/** A part whose operation has found 300 orders in 800 lines, and was never tried before. */
export const importPart = (own: Partial<ImportPart> = {}): ImportPart => ({
  part: 'orders',
  state: 'preparing',
  bulkOperationId: 'gid://shopify/BulkOperation/1',
  resultUrl: null,
  total: 900,
  prepared: 300,
  preparedLines: 800,
  queued: false,
  movedAt: AT,
  rowsRead: 0,
  attempts: 0,
  lastError: null,
  nextTryAt: null,
  ...own,
});
