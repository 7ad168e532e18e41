import { expect, it, vi } from 'vitest';
import { openBulkResult } from '../../app/shopify/bulk/bulk.server';
import { AuditPartNotRead, readAuditPart } from '../../app/ingest/reconcile/audit-read.server';
import { AT, importPart } from '../support/import-part';

vi.mock('../../app/shopify/bulk/bulk.server', () => ({ openBulkResult: vi.fn() }));

const part = importPart({
  part: 'customers',
  state: 'ready',
  resultUrl: 'https://storage.example/result',
  prepared: 2,
  preparedLines: 2,
});
const line = (id: number) =>
  `${JSON.stringify({ id: `gid://shopify/Customer/${String(id)}`, updatedAt: '2026-10-15T03:00:00Z' })}\n`;

/** Reads a result of these lines; what would be written is not. */
async function read(lines: string[]): Promise<void> {
  vi.mocked(openBulkResult).mockResolvedValue(
    (function* () {
      yield Buffer.from(lines.join(''));
    })() as never,
  );
  await readAuditPart(() => Promise.resolve(undefined as never), 'ids', part, AT);
}

it('an audit reads a result again that broke off between two lines: the rest would look deleted', async () => {
  await expect(read([line(1), line(2)])).resolves.toBeUndefined();
  const error: unknown = await read([line(1)]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AuditPartNotRead);
  expect((error as AuditPartNotRead).part).toMatchObject({
    ...{ state: 'ready', attempts: 1, lastError: 'the result ended after 1 of 2 lines' },
  });
});
