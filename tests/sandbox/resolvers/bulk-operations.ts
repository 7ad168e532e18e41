import type { BulkRow } from '../bulk/rows';
import { bulkRowOf, statusAt } from '../bulk/rows';
import { fields, mapPage } from './define';
import { listPage, type Listing } from './listing';
import { dateTimeOf, gid, idOf } from './scalars';

const BULK_OPERATIONS: Listing = {
  table: 'bulk_operations',
  search: {
    id: { column: 'id', kind: 'id' },
    created_at: { column: 'created_at', kind: 'time' },
    status: { column: 'status', kind: 'text' },
  },
  sortKeys: { CREATED_AT: 'created_at', COMPLETED_AT: 'completed_at' },
};

export const bulkResolvers = {
  BulkOperation: fields<BulkRow>({
    id: (row) => gid('BulkOperation', row.id),
    status: (row, _, { clock }) => statusAt(row, clock.milliseconds()),
    type: () => 'QUERY',
    errorCode: (row) => row.errorCode,
    createdAt: (row) => dateTimeOf(row.createdAt),
    // Null for a failed operation, which never completed.
    completedAt: (row) =>
      row.status === 'COMPLETED' && row.completedAt !== null ? dateTimeOf(row.completedAt) : null,
    objectCount: (row) => String(row.objectCount),
    rootObjectCount: (row) => String(row.rootObjectCount),
    fileSize: (row) => (row.status === 'COMPLETED' && row.hasFile ? String(row.fileSize) : null),
    url: (row, _, { bulk, clock }) =>
      row.hasFile && statusAt(row, clock.milliseconds()) === 'COMPLETED' ? bulk.url(row) : null,
    partialDataUrl: (row, _, { bulk, clock }) =>
      row.hasFile && statusAt(row, clock.milliseconds()) === 'FAILED' ? bulk.url(row) : null,
    query: (row) => row.query,
  }),
  BulkOperationRunQueryPayload: fields<{ bulkOperation: BulkRow | null; userErrors: UserError[] }>({
    bulkOperation: (payload) => payload.bulkOperation,
    userErrors: (payload) => payload.userErrors,
  }),
  BulkOperationCancelPayload: fields<{ bulkOperation: BulkRow | null; userErrors: UserError[] }>({
    bulkOperation: (payload) => payload.bulkOperation,
    userErrors: (payload) => payload.userErrors,
  }),
  BulkOperationUserError: fields<UserError>({
    field: (error) => error.field,
    message: (error) => error.message,
    code: (error) => error.code ?? null,
  }),
  UserError: fields<UserError>({
    field: (error) => error.field,
    message: (error) => error.message,
  }),
};

export interface UserError {
  field: string[] | null;
  message: string;
  code?: 'INVALID' | 'LIMIT_REACHED' | 'OPERATION_IN_PROGRESS';
}

export const bulkQueries = fields<unknown>({
  bulkOperation: (_, args, { bulk, shop }) => {
    const id = idOf('BulkOperation', args.id);
    return id === null ? null : bulk.find(shop.no, id);
  },
  bulkOperations: (_, args, context) =>
    mapPage(listPage(BULK_OPERATIONS, args, context), bulkRowOf),
});

export const bulkMutations = fields<unknown>({
  bulkOperationRunQuery: (_, args, { bulk, shop }) =>
    bulk.start(shop, String(args.query), args.groupObjects === true),
  bulkOperationCancel: (_, args, { bulk, shop }) => {
    const id = idOf('BulkOperation', args.id);
    return bulk.cancel(shop.no, id);
  },
});
