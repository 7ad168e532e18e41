import { describe, expect, it } from 'vitest';
import { sql, transaction, type Tx } from '../../app/store/db.server';
import { database } from '../support/database';

const db = await database();
await db.query('create table late (word text)');
await db.query('grant all on late to public');

const write = (tx: Tx, word: string) => tx.query(sql`insert into late values (${word})`);
const written = async () =>
  (await db.query('select word from late order by 1')).map(({ word }) => word);

/** Runs a transaction, and returns the `tx` of its work. */
async function ended(work: (tx: Tx) => Promise<void>): Promise<Tx> {
  let kept: Tx | undefined;
  await transaction(async (tx) => {
    kept = tx;
    await work(tx);
  }).catch((error: unknown) => {
    if (!(error instanceof Error && error.message === 'work failed')) throw error;
  });
  if (kept === undefined) throw new Error('the work has not begun');
  return kept;
}

describe('a statement after the end of its transaction', () => {
  it('is refused after a commit, and does nothing', async () => {
    const tx = await ended(async (own) => {
      await write(own, 'in time');
    });
    await expect(write(tx, 'late')).rejects.toThrow('came after its transaction had ended');
    expect(await written()).toEqual(['in time']);
  });

  it('is refused after a rollback', async () => {
    const tx = await ended(async (own) => {
      await write(own, 'rolled back');
      throw new Error('work failed');
    });
    await expect(write(tx, 'late')).rejects.toThrow('came after its transaction had ended');
    expect(await written()).toEqual(['in time']);
  });

  it('is refused while the transaction commits', async () => {
    let late: Promise<unknown> | undefined;
    await transaction(async (tx) => {
      await write(tx, 'committed');
      // the work does not await it: it runs after the work has returned
      late = new Promise<void>((resolve) => setImmediate(resolve)).then(() => write(tx, 'late'));
      late.catch(() => undefined);
    });
    await expect(late).rejects.toThrow('came after its transaction had ended');
    expect(await written()).toEqual(['committed', 'in time']);
  });
});
