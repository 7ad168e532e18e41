import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sessionToken } from '../support/doors/buyers';
import { faultStage, heldUp } from './stage';

const on = await faultStage();

async function killBoth(): Promise<void> {
  await Promise.all([on.app.replace(on.worker), on.app.replace(on.web)]);
  await on.app.healthy();
}

describe('worker and web killed', () => {
  it('in the middle of an import lose nothing', async () => {
    on.shopify.bulk.objectsPerSecond = 20;
    await on.install();
    await on.beside.until('Shopify prepares the orders', async () => {
      const { rowCount } = await on.beside.pool.query(
        `select 1 from import_parts where part = 'orders' and state = 'preparing'`,
      );
      return rowCount ? true : null;
    });
    await killBoth();
    on.shopify.bulk.objectsPerSecond = Infinity;
    await heldUp(on.beside, 'orders', killBoth);
    await on.agrees();
  });

  it('in a burst of webhooks lose none', async () => {
    await on.installed();
    const taken = (): number =>
      on.shopify.webhooks.deliveries.filter(({ status }) => status === 200).length;
    const before = taken();
    on.happen(60);
    await expect.poll(taken).toBeGreaterThan(before + 5);
    await killBoth();
    on.happen(60);
    await expect.poll(taken).toBeGreaterThan(before + 70);
    await on.app.replace(on.worker);
    await on.agrees();
  });

  it('in the middle of a snapshot count it again', async () => {
    await on.installed();
    on.happen(5);
    await heldUp(on.beside, 'snapshots', killBoth);
    await on.agrees();
    await on.countsAsFresh();
  });

  it('while they move the answers that waited for an order, lose none and store none twice', async () => {
    const events = await on.installed();
    const like = on.shopify.orders(on.domain).get(events.orderPlaced());
    if (like === null) throw new Error('no order');
    const orders = Array.from({ length: 6 }, (_, at) => {
      const id = 9_200_000 + at;
      const lines = like.lines.map((line, n) => ({ ...line, id: id * 100 + n }));
      return { ...like, id, lines, confirmationNumber: `KILLED${String(at)}` };
    });
    const say = async (at: number, says: object) => {
      const about = { order: String(9_200_000 + at), number: `KILLED${String(at)}`, score: at };
      const body = { kind: 'answer', source: 'thank_you', language: 'ja', ...about, ...says };
      const authorization = `Bearer ${sessionToken({ says: { dest: on.domain } })}`;
      const headers = { 'content-type': 'application/json', authorization };
      const url = new URL('/checkout/survey', on.app.urls[0]);
      const sent = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await sent.json()) as unknown;
    };
    const keys = orders.map(() => randomUUID());
    for (const [at, key] of keys.entries()) {
      expect(await say(at, { key })).toMatchObject({ recorded: true });
      expect(await say(at, { key: randomUUID(), comment: `words ${String(at)}` })).toMatchObject({
        recorded: true,
      });
      await say(at, { key: randomUUID(), number: 'GUESSED12', score: 10 });
    }
    await heldUp(on.beside, 'survey_answers', killBoth, () => {
      for (const order of orders) on.shopify.orders(on.domain).put(order);
    });
    await on.agrees();
    // a browser without a reply retries the same message
    for (const [at, key] of keys.entries())
      expect(await say(at, { key })).toMatchObject({ recorded: true, score: at });
    const { rows } = await on.beside.pool.query(
      `select order_id::int - 9200000 as at, score, comment,
         (select count(*)::int from survey_answer_changes change where change.answer_id = own.id and change.shop_id = own.shop_id) as sent
       from survey_answers own where order_id >= 9200000 order by 1`,
    );
    expect(rows).toEqual(
      keys.map((_, at) => ({ at, score: at, comment: `words ${String(at)}`, sent: 2 })),
    );
    expect((await on.beside.pool.query('select 1 from survey_waiting')).rowCount).toBe(0);
  });
});

it('on SIGTERM in the middle of work, finish it and exit with 0', async () => {
  await on.installed();
  on.happen(40);
  const codes = [on.web.process.stop(), on.worker.process.stop()];
  expect(await Promise.all(codes)).toEqual([0, 0]);
  for (const place of [on.web, on.worker]) place.process = place.start();
  await on.app.healthy();
  await on.agrees();
});
