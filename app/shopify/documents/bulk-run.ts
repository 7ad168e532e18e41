import { z } from 'zod';
import { document } from './document';
import { userErrors } from '../protocol/user-errors';

/** `groupObjects: false` is faster; lines may then be anywhere after their order. */
export const BULK_RUN = document<{ query: string }>(`
  mutation BulkRun($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { id }
      userErrors { field message code }
    }
  }
`);

export const bulkRunResponse = z.object({
  bulkOperationRunQuery: z
    .object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors,
    })
    .nullable(),
});
