import { describe, expect, it } from 'vitest';
import type { ImportPart } from '../../../app/store/work/imports';
import { Throttled, Unavailable } from '../../../app/shopify/protocol/errors';
import {
  failureOf,
  lastFailureOf,
  orRetryLater,
  retryLater,
} from '../../../app/ingest/import/import-failure';
import { AT, importPart } from '../../support/import-part';

const part = importPart({
  resultUrl: 'https://storage.example/result',
  queued: true,
  rowsRead: 200,
});
const pauseOf = ({ nextTryAt }: ImportPart) => (nextTryAt?.getTime() ?? 0) - AT.getTime();

describe('a part that is tried again', () => {
  it('waits twice as long each time, two minutes at most, and ends its import at the eighth failure', () => {
    const pauses: number[] = [];
    let tried = part;
    for (let attempt = 1; attempt < 8; attempt++) {
      tried = retryLater(tried, 'ready', 'why', AT);
      expect(tried.attempts).toBe(attempt);
      pauses.push(pauseOf(tried) / 1_000);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 120]);
    let end: unknown;
    try {
      retryLater(tried, 'ready', 'why', AT);
    } catch (error) {
      end = failureOf(error);
    }
    expect(end).toEqual({ key: 'shopifyFailed', detail: 'orders: why' });
  });

  it('keeps its operation, unless it is started again, and never shows fewer orders than before', () => {
    expect(retryLater(part, 'ready', 'why', AT)).toMatchObject({
      state: 'ready',
      bulkOperationId: part.bulkOperationId,
      resultUrl: part.resultUrl,
      preparedLines: 800,
      rowsRead: 300,
      lastError: 'why',
    });
    expect(retryLater({ ...part, rowsRead: 400 }, 'waiting', 'why', AT)).toMatchObject({
      state: 'waiting',
      bulkOperationId: null,
      resultUrl: null,
      prepared: 0,
      preparedLines: 0,
      queued: false,
      movedAt: null,
      rowsRead: 400,
    });
  });

  it('waits as long as Shopify asks, and is not tried again where that helps nothing', async () => {
    const failing = (error: Error) => orRetryLater(part, 'ready', AT, () => Promise.reject(error));
    expect(pauseOf(await failing(new Throttled('slow down', 50_000)))).toBe(50_000);
    expect(pauseOf(await failing(new Throttled('slow down', 1)))).toBe(2_000);
    expect(await failing(new Unavailable('gone away'))).toMatchObject({
      attempts: 1,
      state: 'ready',
    });
    await expect(failing(new TypeError('ours'))).rejects.toThrow('ours');
    expect(failureOf(new TypeError('ours'))).toBeNull();
    // the page shows the name of the error alone
    expect(lastFailureOf(new TypeError('ours'))).toEqual({ key: 'unknown', detail: 'TypeError' });
  });
});
