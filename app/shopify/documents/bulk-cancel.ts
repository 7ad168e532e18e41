import { z } from 'zod';
import { document } from './document';

/** User errors are no failure: they mean that the operation has ended already. */
export const BULK_CANCEL = document<{ id: string }>(`
  mutation BulkCancel($id: ID!) {
    bulkOperationCancel(id: $id) {
      bulkOperation { id status }
      userErrors { field message }
    }
  }
`);

export const bulkCancelResponse = z.object({
  bulkOperationCancel: z
    .object({ bulkOperation: z.object({ id: z.string(), status: z.string() }).nullable() })
    .nullable(),
});
