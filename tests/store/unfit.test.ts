import { onTestFinished, describe, expect, it } from 'vitest';
import { refuseUnfit } from '../../app/store/schema/unfit.server';
import { database } from '../support/database';
import { pooler, type PoolerOptions } from '../support/processes/pooler';

const db = await database();

async function behind(options: PoolerOptions, url = db.url): Promise<string> {
  const made = await pooler(url, options);
  onTestFinished(made.close);
  return made.url;
}

const refuse = (url: string) => refuseUnfit({ url, variable: 'DATABASE_URL' });
const IN_TRANSACTION_MODE =
  /^DATABASE_URL leads to a pooler in transaction mode, .* pool_mode = session.*docs\/operating/;

describe('a pooler in front of PostgreSQL', () => {
  it.each([
    ...([1, 2, 3] as const).flatMap((size) => [
      { mode: 'transaction' as const, size, next: 'last used' as const },
      { mode: 'transaction' as const, size, next: 'longest free' as const },
    ]),
    { mode: 'statement' as const },
    { mode: 'statement' as const, size: 2, next: 'longest free' as const },
  ])('is refused if it keeps no sessions: %o', async (options) => {
    await expect(refuse(await behind(options))).rejects.toThrow(IN_TRANSACTION_MODE);
  });

  it('is accepted if each client keeps its connection', async () => {
    await refuse(await behind({ mode: 'session' }));
    await refuse(db.url);
  });
});
