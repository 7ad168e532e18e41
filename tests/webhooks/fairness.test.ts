import { randomUUID } from 'node:crypto';
import { expect, describe, it } from 'vitest';
import { receive } from '../../app/ingest/receive/receive';
import { loader } from '../../app/routes/health';
import { isBusy } from '../../app/store/database/busy';
import { raw, withShop, workingAs } from '../../app/store/db.server';
import { pools } from '../../app/store/database/pools.server';
import { KINDS, PATIENCE } from '../../app/store/database/work';
import { recordAnswer } from '../../app/survey/answer/answer.server';
import type { Answer } from '../../app/survey/message/contract';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';

const db = await database();
const LOCKED = 'locked.myshopify.com';
const OTHER = 'other.myshopify.com';
const [locked, other] = [await addShop(db, LOCKED), await addShop(db, OTHER)];

const webhook = (domain: string) =>
  receive({
    topic: 'ORDERS_UPDATED',
    domain,
    payload: { admin_graphql_api_id: `gid://shopify/Order/${1 + Math.floor(Math.random() * 1e9)}` },
    webhookId: randomUUID(),
    eventId: null,
    triggeredAt: null,
  });
const answer = (domain: string) =>
  recordAnswer(domain, {
    ...{ kind: 'answer', source: 'storefront', language: 'ja', key: randomUUID(), score: 9 },
    visitor: randomUUID(),
  } as Answer);
const page = (shop: typeof locked) =>
  workingAs('page', () =>
    withShop(shop, (tx) => tx.query(raw(`select pg_advisory_xact_lock(1, ${shop})`))),
  );

/** All messages of one shop wait for a lock, as behind an erasure, until the test releases it. */
async function lock() {
  const client = await db.pool.connect();
  await client.query(`
    begin;
    select pg_advisory_xact_lock(hashtext('omega.snapshots'), ${locked}), pg_advisory_xact_lock(1, ${locked}),
      pg_advisory_xact_lock(hashtext(job), ${locked}) from unnest(array['orders.reread']) job`);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

/** Connections that wait for a lock, by PostgreSQL's own view. */
const waiting = async () =>
  (
    await db.query(`select 1 from pg_locks where not granted and locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`)
  ).length;

describe('a locked shop with a hundred waiting messages of each kind', () => {
  it('takes half of the connections, and delays neither other shops nor health', async () => {
    const letGo = await lock();
    const works = [webhook, answer].flatMap((message) =>
      Array.from({ length: 100 }, () => message(LOCKED)),
    );
    works.push(...Array.from({ length: 100 }, () => page(locked) as Promise<never>));
    const ended = Promise.allSettled(works);
    const halves = ['buyer', 'webhook', 'page'] as const;
    const share = halves.reduce((sum, kind) => sum + pools[kind].options.max / 2, 0);
    await expect.poll(waiting).toBe(share);

    await webhook(OTHER);
    expect(await answer(OTHER)).toMatchObject({ recorded: true });
    await page(other);
    const ready = await loader({
      request: new Request('http://localhost/health/ready'),
      params: { question: 'ready' },
      context: {},
    });
    expect(ready.status).toBe(200);
    expect(await waiting()).toBeLessThanOrEqual(share);

    await letGo();
    for (const one of await ended)
      if (one.status === 'rejected') expect(isBusy(one.reason)).toBe(true);
      else if (one.value !== undefined && 'refused' in one.value)
        expect(one.value).toMatchObject({ refused: 'busy' });
    // the shop is served again, and the refused messages have left no row
    await webhook(LOCKED);
    expect(await answer(LOCKED)).toMatchObject({ recorded: true });
  });
});

describe('health', () => {
  it('has a connection of its own: with all others taken the process is ready', async () => {
    const taken = await Promise.all(
      KINDS.flatMap((kind) =>
        Array.from({ length: pools[kind].options.max }, () => pools[kind].connect()),
      ),
    );
    const request = new Request('http://localhost/health/ready');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        loader({ request, params: { question: 'ready' }, context: {} }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    for (const client of taken) client.release();
  });
});

describe('the time limit', () => {
  it.each(KINDS)('of a %s is set on its connections', async (kind) => {
    const { rows } = await pools[kind].query(
      `select name, setting from pg_settings where name in
         ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`,
    );
    const { statementMs, lockMs, idleMs } = PATIENCE[kind];
    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: String(idleMs) },
      { name: 'lock_timeout', setting: String(lockMs) },
      { name: 'statement_timeout', setting: String(statementMs) },
    ]);
    expect(lockMs).toBeLessThanOrEqual(statementMs);
  });

  it('of a webhook is below Shopify’s', () => {
    const { connectionMs, statementMs } = PATIENCE.webhook;
    expect(connectionMs + statementMs).toBeLessThan(5_000);
  });

  it('ends a slow statement with the error Busy', async () => {
    const slow = pools.webhook.query(`set statement_timeout = 1; select pg_sleep(60)`);
    await expect(slow).rejects.toSatisfy(isBusy);
    expect(isBusy(new Error('a bug'))).toBe(false);
  });
});
