/** The stored states of an operation; EXPIRED is not stored but follows from the time. */
export type BulkStatus = 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED';
export type BulkErrorCode = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';

export interface BulkRow {
  id: number;
  shop: number;
  query: string;
  groupObjects: boolean;
  status: BulkStatus;
  errorCode: BulkErrorCode | null;
  /** seconds since 1970 */
  createdAt: number;
  /** when it ended, successfully or not */
  completedAt: number | null;
  objectCount: number;
  rootObjectCount: number;
  /** bytes */
  fileSize: number | null;
  /** false while it runs and when its result is empty: then it has no url */
  hasFile: boolean;
}

/** Results are kept for seven days. */
export const RESULT_SECONDS = 7 * 86_400;

export function bulkRowOf(row: Record<string, unknown>): BulkRow {
  const number = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  return {
    id: Number(row.id),
    shop: Number(row.shop),
    query: String(row.query),
    groupObjects: row.group_objects === 1,
    status: String(row.status) as BulkStatus,
    errorCode: row.error_code === null ? null : (String(row.error_code) as BulkErrorCode),
    createdAt: Number(row.created_at),
    completedAt: number('completed_at'),
    objectCount: Number(row.object_count),
    rootObjectCount: Number(row.root_object_count),
    fileSize: number('file_size'),
    hasFile: row.has_file === 1,
  };
}

/** An ended operation whose result is older than seven days has expired. */
export function statusAt(row: BulkRow, milliseconds: number): BulkStatus | 'EXPIRED' {
  const ended = row.status === 'COMPLETED' || row.status === 'FAILED';
  if (!ended || row.completedAt === null) return row.status;
  return milliseconds / 1000 > row.completedAt + RESULT_SECONDS ? 'EXPIRED' : row.status;
}

export const isRunning = (status: BulkStatus): boolean =>
  status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
