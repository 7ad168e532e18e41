import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { takeComplianceRequest } from '../../app/privacy/requests/door.server';
import { removeExpired } from '../../app/privacy/expire/remove-expired.server';
import { database } from '../support/database';

const db = await database();
const NOW = new Date('2026-10-15T17:00:00Z');
let shops: unknown[];

beforeAll(async () => {
  env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
  const made = await db.query(
    `insert into shops (domain, installed_at, uninstalled_at)
     values ('here.example', now(), null), ('gone.example', now(), now()) returning id`,
  );
  shops = made.map(({ id }) => id);
});

describe('every night, for every shop, installed or not', () => {
  it('a hundred of a shop’s requests are due, and the others one after the other', async () => {
    const [here] = shops;
    await db.query(
      `insert into privacy_requests (shop_id, kind, webhook_id, customer_id, order_ids, state, received_at, due_at)
       select $1, 'customerRedact', 'many-' || n, n, '{}', 'waiting', now(), now() from generate_series(1, 104) n`,
      [here],
    );
    await removeExpired();
    // in steps of three seconds after the first hundred
    const later = async () =>
      await db.query(
        `select round(extract(epoch from run_at - lag(run_at) over (order by run_at)) / 3)::int as steps
         from (select run_at, min(run_at) over () as first from graphile_worker.jobs where task_identifier = 'privacy.customerRedact') job
         where run_at > first + interval '2.5 seconds' order by run_at`,
      );
    expect(await later()).toEqual([{ steps: null }, { steps: 1 }, { steps: 1 }]);
    // a later one is behind them
    const delivery = { eventId: null, triggeredAt: null, payload: { customer: { id: 9 } } };
    await takeComplianceRequest({
      ...delivery,
      ...{ topic: 'CUSTOMERS_REDACT', domain: 'here.example', webhookId: 'one-more' },
    });
    expect(await later()).toHaveLength(4);
    await db.query(
      `delete from privacy_requests where webhook_id like 'many-%' or webhook_id = 'one-more'`,
    );
    await db.query(`delete from graphile_worker._private_jobs`);
    await db.query(`delete from deliveries`);
  });

  it('deliveries older than thirty days are deleted', async () => {
    for (const shop of shops)
      await db.query(
        `insert into deliveries (shop_id, webhook_id, topic, received_at) values
           ($1, 'old', 'orders/updated', '2026-09-15T16:59:00Z'),
           ($1, 'young', 'orders/updated', '2026-09-15T17:01:00Z')`,
        [shop],
      );
    await removeExpired();
    const kept = await db.query('select webhook_id from deliveries');
    expect(kept).toEqual([{ webhook_id: 'young' }, { webhook_id: 'young' }]);
  });

  it('rate counts of the survey’s doors are deleted after an hour', async () => {
    const [here] = shops;
    await db.query(
      `insert into survey_rates (shop_id, who, since, messages) values
         ($1, 'old', '2026-10-15T15:59:00Z', 1), ($1, 'young', '2026-10-15T16:59:00Z', 1)`,
      [here],
    );
    await removeExpired();
    expect(await db.query('select who from survey_rates')).toEqual([{ who: 'young' }]);
  });

  it('the id of a browser that never answered is deleted after ninety days', async () => {
    const [here] = shops;
    for (const [table, at] of [
      ['survey_views', 'shown_at'],
      ['survey_refusals', 'refused_at'],
    ])
      await db.query(
        `insert into ${table} (shop_id, source, visitor, order_id, ${at}${table === 'survey_refusals' ? ', why' : ''})
         select $1, 'storefront', visitor, ordered, at::timestamptz ${table === 'survey_refusals' ? `, 'off'` : ''} from (values
           ('old', null::bigint, '2026-07-17T16:59:00Z'), ('answered', null, '2026-07-17T16:59:00Z'),
           ('young', null, '2026-07-17T17:01:00Z'), (null, 7, '2026-07-17T16:59:00Z')) row(visitor, ordered, at)`,
        [here],
      );
    await db.query(
      `insert into survey_answers (shop_id, source, language, visitor, score, answered_at, changed_at)
       values ($1, 'storefront', 'ja', 'answered', 9, '2026-07-17', '2026-07-17')`,
      [here],
    );
    await removeExpired();
    for (const table of ['survey_views', 'survey_refusals'])
      expect(await db.query(`select visitor, order_id from ${table} order by id`)).toEqual([
        { visitor: 'answered', order_id: null },
        { visitor: 'young', order_id: null },
        { visitor: null, order_id: '7' },
      ]);
  });

  it('deliveries are deleted too if no key decrypts the shop’s erasure key', async () => {
    const [here] = shops;
    await db.query(
      `insert into erasure_keys (shop_id, sealed) values ($1, 'enc:lost:AAAA.AAAA.AAAA')`,
      [here],
    );
    await db.query(
      `insert into deliveries (shop_id, webhook_id, topic, received_at)
       values ($1, 'older', 'orders/updated', '2026-08-01')`,
      [here],
    );
    await expect(removeExpired()).rejects.toThrow('key lost');
    expect(await db.query(`select 1 from deliveries where webhook_id = 'older'`)).toEqual([]);
    await db.query('delete from erasure_keys');
  });

  it('a waiting request gets its job again, whatever became of the last one', async () => {
    const [, gone] = shops;
    await db.query(
      `insert into privacy_requests (shop_id, kind, webhook_id, customer_id, state, received_at, due_at)
       values ($1, 'customerRedact', 'w1', 7, 'waiting', now(), now()),
         ($1, 'dataRequest', 'w2', 7, 'done', now(), now())`,
      [gone],
    );
    await removeExpired();
    await removeExpired();
    const jobs = await db.query('select task_identifier, key from graphile_worker.jobs');
    expect(jobs).toEqual([
      {
        task_identifier: 'privacy.customerRedact',
        key: expect.stringMatching(`^privacy.customerRedact:${String(gone)}:`),
      },
    ]);
  });
});
