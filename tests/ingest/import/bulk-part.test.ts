import pg from 'pg';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cancelBulkOperation,
  readBulkOperation,
  type BulkOperation,
} from '../../../app/shopify/bulk/bulk.server';
import { ResultGone } from '../../../app/shopify/protocol/errors';
import type { ShopId } from '../../../app/store/db.server';
import type { ImportPart } from '../../../app/store/work/imports';
import { pollOperation, stagePart } from '../../../app/ingest/import/bulk-part.server';
import { failureOf } from '../../../app/ingest/import/import-failure';
import { readPart } from '../../../app/ingest/import/read-part.server';
import { AT, importPart } from '../../support/import-part';

vi.mock('../../../app/shopify/bulk/bulk.server', () => ({
  readBulkOperation: vi.fn(),
  cancelBulkOperation: vi.fn(() => Promise.resolve()),
  openBulkResult: vi.fn(() => Promise.resolve([])),
}));
vi.mock('../../../app/ingest/import/read-part.server', () => ({ readPart: vi.fn() }));

const MINUTE = 60_000;
const part = importPart();
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

describe('a result that is read', () => {
  const ready = { ...part, state: 'ready', resultUrl: 'https://storage.example/result' } as const;
  const stage = () => stagePart(1 as ShopId, 1, ready, AT);
  const holds = (lines: number) => {
    vi.mocked(readPart).mockResolvedValue({ objects: 300, lines });
  };

  it('is staged with every line that Shopify counted', async () => {
    holds(800);
    expect(await stage()).toMatchObject({ state: 'staged', rowsRead: 300, attempts: 0 });
  });

  it('is read again where it broke off between two lines, which no reader notices', async () => {
    holds(799);
    expect(await stage()).toMatchObject({
      ...{ state: 'ready', attempts: 1, resultUrl: ready.resultUrl },
      lastError: 'the result ended after 799 of 800 lines',
    });
  });

  it('is checked row by row where PostgreSQL refuses a value; orders are by every reading', async () => {
    const refused = Object.assign(new pg.DatabaseError('out of range', 0, 'error'), {
      code: '22003',
    });
    for (const kind of ['costs', 'customers'] as const) {
      vi.mocked(readPart).mockReset();
      vi.mocked(readPart).mockRejectedValueOnce(refused);
      holds(800);
      expect(await stagePart(1 as ShopId, 1, { ...ready, part: kind }, AT)).toMatchObject({
        state: 'staged',
      });
      expect(vi.mocked(readPart).mock.calls.map(([, , , , own]) => own?.checked)).toEqual([
        undefined,
        true,
      ]);
    }
    vi.mocked(readPart).mockReset();
    vi.mocked(readPart).mockRejectedValue(refused);
    await expect(stage()).rejects.toBe(refused);
    expect(readPart).toHaveBeenCalledOnce();
    await expect(stagePart(1 as ShopId, 1, { ...ready, part: 'costs' }, AT)).rejects.toBe(refused);
    expect(readPart).toHaveBeenCalledTimes(3);
  });

  it('is prepared again where Shopify has deleted it', async () => {
    vi.mocked(readPart).mockRejectedValue(new ResultGone('expired'));
    expect(await stage()).toMatchObject({ state: 'waiting', attempts: 1, resultUrl: null });
  });
});
