import { z } from 'zod';
import { document } from './document';

/** `url` is null for an empty result; both addresses are valid for seven days. */
export const BULK_STATUS = document<{ id: string }>(`
  query BulkStatus($id: ID!) {
    bulkOperation(id: $id) {
      id
      status
      errorCode
      objectCount
      rootObjectCount
      url
      partialDataUrl
      createdAt
      completedAt
    }
  }
`);

export const bulkStatusResponse = z.object({
  bulkOperation: z
    .object({
      id: z.string(),
      status: z.enum([
        'CREATED',
        'RUNNING',
        'COMPLETED',
        'CANCELING',
        'CANCELED',
        'FAILED',
        'EXPIRED',
      ]),
      errorCode: z.enum(['ACCESS_DENIED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT']).nullable(),
      /** lines of the result so far: orders and lines together */
      objectCount: z.coerce.number().int().nonnegative(),
      /** orders, customers or variants so far */
      rootObjectCount: z.coerce.number().int().nonnegative(),
      url: z.string().nullable(),
      partialDataUrl: z.string().nullable(),
      createdAt: z.string(),
      completedAt: z.string().nullable(),
    })
    .nullable(),
});
