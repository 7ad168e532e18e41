import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cancelBulkOperation,
  readBulkOperation,
  type BulkOperation,
} from '../../shopify/bulk/bulk.server';
import type { ImportPart } from '../../store/work/imports';
import { pollOperation } from './bulk-part.server';
import { failureOf } from './import-failure';

vi.mock('../../shopify/bulk/bulk.server', () => ({
  readBulkOperation: vi.fn(),
  cancelBulkOperation: vi.fn(() => Promise.resolve()),
}));

const AT = new Date('2026-10-15T03:00:00Z');
const MINUTE = 60_000;
const part: ImportPart = {
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
};
const operation: BulkOperation = {
  id: 'gid://shopify/BulkOperation/1',
  status: 'RUNNING',
  errorCode: null,
  rootObjectCount: 300,
  objectCount: 800,
  partialDataUrl: null,
  createdAt: '2026-10-15T02:50:00Z',
  completedAt: null,
  url: null,
};

const poll = async (
  stated: Partial<BulkOperation> | null,
  { at = AT, ...own }: Partial<ImportPart> & { at?: Date } = {},
) => {
  vi.mocked(readBulkOperation).mockResolvedValue(stated && { ...operation, ...stated });
  return await pollOperation('shop.example', { ...part, ...own }, at);
};
const later = (milliseconds: number) => new Date(AT.getTime() + milliseconds);

beforeEach(() => {
  vi.clearAllMocks();
});

describe('a bulk operation that is polled', () => {
  it('is ready with its address, and without one where it found nothing', async () => {
    const url = 'https://storage.example/result';
    expect(await poll({ status: 'COMPLETED', url })).toMatchObject({
      ...{ state: 'ready', resultUrl: url, attempts: 0 },
    });
    expect(await poll({ status: 'COMPLETED', objectCount: 0 })).toMatchObject({
      ...{ state: 'ready', resultUrl: null, attempts: 0 },
    });
  });

  it('starts again where it found lines and has no address: an empty file would delete them', async () => {
    expect(await poll({ status: 'COMPLETED', objectCount: 1 })).toMatchObject({
      ...{ state: 'waiting', attempts: 1, bulkOperationId: null },
      lastError: 'COMPLETED without an address',
    });
  });

  it('starts again where Shopify does not know it or ended it', async () => {
    expect(await poll(null)).toMatchObject({ state: 'waiting', attempts: 1 });
    for (const status of ['FAILED', 'CANCELED', 'EXPIRED'] as const)
      expect(await poll({ status, errorCode: 'TIMEOUT' })).toMatchObject({
        ...{ state: 'waiting', attempts: 1, lastError: `${status} TIMEOUT` },
      });
  });

  it('names the missing scope of its part', async () => {
    const denied = poll({ status: 'FAILED', errorCode: 'ACCESS_DENIED' }, { part: 'costs' });
    expect(failureOf(await denied.catch((error: unknown) => error))).toMatchObject({
      ...{ key: 'accessDenied', detail: expect.stringContaining('read_products') as string },
    });
  });

  it('has ten minutes to move, twice as long after each attempt, and is cancelled after them', async () => {
    for (const [attempts, minutes] of [
      [0, 10],
      [1, 20],
      [6, 640],
    ] as const) {
      const waits = await poll({}, { attempts, at: later(minutes * MINUTE) });
      expect(waits).toMatchObject({ state: 'preparing', attempts });
      expect(cancelBulkOperation).not.toHaveBeenCalled();
      expect(await poll({}, { attempts, at: later(minutes * MINUTE + 1) })).toMatchObject({
        ...{ state: 'waiting', attempts: attempts + 1, lastError: 'it stood still at 300' },
      });
      expect(cancelBulkOperation).toHaveBeenCalledOnce();
      vi.mocked(cancelBulkOperation).mockClear();
    }
  });

  it('moves while it waits in the queue, and with each new line', async () => {
    const at = later(60 * MINUTE);
    expect(await poll({ status: 'CREATED' }, { at })).toMatchObject({ queued: true, movedAt: at });
    expect(await poll({ objectCount: 801 }, { at })).toMatchObject({
      ...{ state: 'preparing', queued: false, movedAt: at, preparedLines: 801 },
    });
    expect(await poll({}, { at: later(1) })).toMatchObject({ movedAt: AT });
    expect(cancelBulkOperation).not.toHaveBeenCalled();
  });
});
