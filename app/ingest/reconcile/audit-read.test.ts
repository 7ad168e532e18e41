import { expect, it, vi } from 'vitest';
import { openBulkResult } from '../../shopify/bulk/bulk.server';
import type { ImportPart } from '../../store/work/imports';
import { AuditPartNotRead, readAuditPart } from './audit-read.server';

vi.mock('../../shopify/bulk/bulk.server', () => ({ openBulkResult: vi.fn() }));

const AT = new Date('2026-10-15T03:00:00Z');
const part: ImportPart = {
  part: 'customers',
  state: 'ready',
  bulkOperationId: 'gid://shopify/BulkOperation/1',
  resultUrl: 'https://storage.example/result',
  total: null,
  prepared: 2,
  preparedLines: 2,
  queued: false,
  movedAt: AT,
  rowsRead: 0,
  attempts: 0,
  lastError: null,
  nextTryAt: null,
};
const line = (id: number) =>
  `${JSON.stringify({ id: `gid://shopify/Customer/${String(id)}`, updatedAt: '2026-10-15T03:00:00Z' })}\n`;

/** Reads a result of these lines; what would be written is not. */
async function read(lines: string[]): Promise<void> {
  vi.mocked(openBulkResult).mockResolvedValue(
    (function* () {
      yield Buffer.from(lines.join(''));
    })() as never,
  );
  await readAuditPart(() => Promise.resolve(undefined as never), part, AT);
}

it('an audit reads a result again that broke off between two lines: the rest would look deleted', async () => {
  await expect(read([line(1), line(2)])).resolves.toBeUndefined();
  const error: unknown = await read([line(1)]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AuditPartNotRead);
  expect((error as AuditPartNotRead).part).toMatchObject({
    ...{ state: 'ready', attempts: 1, lastError: 'the result ended after 1 of 2 lines' },
  });
});
