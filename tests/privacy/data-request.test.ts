import type { LoaderFunctionArgs } from '@remix-run/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { env } from '../../app/env.server';
import { NOW, stage } from '../support/shops/import-stage';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { youngShop } from '../sandbox/worlds/young';
import { withOwnIds } from './own-ids';
import { searched } from './searched';
import { said } from './said';
import { eventually } from '../support/eventually';

const on = await stage();
await on.work();

const world = withOwnIds(teaShop({ until: NOW, days: 90, customers: 150, daysBeforeShopify: 0 }));
const other = youngShop({ until: NOW });
const { domain } = world.shop;
const counted = world.orders().filter(({ test, cancelledAt }) => !test && cancelledAt === null);
const who = counted.find(
  ({ customerId: id }) =>
    id !== null && counted.filter(({ customerId }) => customerId === id).length >= 3,
)?.customerId;
if (who === undefined || who === null) throw new Error('no customer has three orders');
const orders = world.orders().filter(({ customerId }) => customerId === who);
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

const row = z.record(z.string(), z.unknown());
const fileSchema = z.object({
  requestedAt: z.iso.datetime(),
  preparedAt: z.iso.datetime(),
  customer: z.array(row),
  orders: z.array(row),
  orderLines: z.array(row),
  purchases: z.array(row),
  summary: z.array(row),
  listed: z.array(row),
  surveyAnswers: z.array(row),
  surveyAnswerChanges: z.array(row),
  surveyAnswerStates: z.array(row),
  heardAnswers: z.array(row),
  surveyWaiting: z.array(row),
  surveyViews: z.array(row),
  surveyRefusals: z.array(row),
  surveyDeleted: z.array(row),
  brought: z.array(z.string()),
  wasBrought: z.array(z.string()),
  stage: z.string().nullable(),
});

/** A connection of this database that waits for a row of another transaction. */
const AWAITS_A_ROW = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'`;

type Door = (args: LoaderFunctionArgs) => Promise<unknown>;
/** The response to the merchant of a shop. */
async function open(door: Door, of: string, id?: string, body?: FormData): Promise<unknown> {
  const request = new Request('https://omega.example/app/settings/privacy', {
    headers: { authorization: `Bearer ${on.shopify.idToken(of)}`, 'user-agent': BROWSER },
    ...(body && { method: 'POST', body }),
  });
  try {
    return await door({ request, params: { ...(id && { id }) }, context: {} });
  } catch (answer) {
    if (answer instanceof Response) return answer;
    throw answer;
  }
}
const page = async (of = domain) => {
  const { loader } = await import('../../app/routes/admin/privacy/route');
  return z
    .object({
      view: z.object({
        requests: z.array(row),
        commentDays: z.number().nullable(),
        anonymousDays: z.number(),
      }),
    })
    .parse(await open(loader, of)).view;
};
const file = async (of: string, id: unknown): Promise<Response> => {
  const { action } = await import('../../app/routes/admin/files/tickets');
  const { loader } = await import('../../app/routes/files/open');
  const form = new FormData();
  const query = new URLSearchParams({ id: String(id) });
  for (const [name, value] of Object.entries({ what: 'dataRequest', query, language: 'ja' }))
    form.set(name, String(value));
  const made = await open(action, of, undefined, form);
  if (!(made instanceof Response)) throw new Error('no response');
  if (!made.ok) return made;
  const { ticket } = z.object({ ticket: z.string() }).parse(await made.json());
  const address = `https://omega.example/app/files/open?ticket=${ticket}&id_token=${on.shopify.idToken(of)}`;
  return await loader({ request: new Request(address), params: {}, context: {} });
};
const idle = () => on.imported(domain, { history: false });
const ask = async () => {
  on.shopify.privacy(domain).requestData(who);
  await on.shopify.webhooks.settled();
  await idle();
};

let id: unknown;
beforeAll(async () => {
  await on.install(other);
  await on.imported(other.shop.domain, { history: false });
  await on.install(world);
  await idle();
  const shop = await on.shopId(domain);
  await said(on.db, shop, [
    { customer: who, score: 9, comment: 'mine' },
    { ordered: orders[0]?.id, score: 3, comment: 'of my order' },
    { customer: 1, ordered: 2, score: 5, comment: 'of another' },
  ]);
  await on.db.query(
    `insert into referrals (shop_id, referred_customer_id, referrer_customer_id, referred_at)
     values ($1, $2, 77700077700, '2026-09-01'), ($1, 88800088800, $2, '2026-09-02')`,
    [shop, who],
  );
  await on.db.query(
    `insert into survey_waiting (shop_id, order_id, number_hash, customer_id, sender, source, received_at, shown_at, score, comment)
     values ($1, 55, 'hash', $2, 'hash', 'thank_you', now(), now(), 7, 'of an order to come'),
       ($1, 56, null, 1, 'hash of 56', 'thank_you', now(), now(), 7, 'of another')`,
    [shop, who],
  );
  await on.db.query(
    `insert into deleted_answers (shop_id, answer_id, order_id, customer_id, deleted_at)
     values ($1, 9001, $2, null, now()), ($1, 9002, null, $3, now()), ($1, 9003, 2, 1, now())`,
    [shop, orders[1]?.id, who],
  );
});

describe('a customer’s data request', () => {
  it('is on the page with a deadline of thirty days and its file', async () => {
    await ask();
    const [request] = (await page()).requests;
    expect(request).toMatchObject({ kind: 'dataRequest', state: 'done', customer: String(who) });
    const days =
      (Date.parse(String(request?.dueAt)) - Date.parse(String(request?.receivedAt))) / 864e5;
    expect(days).toBe(30);
    id = request?.id;
  });

  it('has all rows about the customer in its file, and none of others', async () => {
    const answer = await file(domain, id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const told = fileSchema.parse(await answer.json());
    expect(told.customer).toMatchObject([
      { id: String(who), data_sale_opt_out: expect.any(Boolean) },
    ]);
    expect(told.orders.map((order) => order.id).sort()).toEqual(
      orders.map((order) => String(order.id)).sort(),
    );
    expect(told.orderLines.map((line) => line.id).sort()).toEqual(
      orders.flatMap(({ lines }) => lines.map((line) => String(line.id))).sort(),
    );
    expect(told.purchases.length).toBeGreaterThan(1);
    expect(told.summary).toMatchObject([{ purchases: String(told.purchases.length) }]);
    expect(told.surveyAnswers.map(({ comment }) => comment)).toEqual(
      expect.arrayContaining(['mine', 'of my order']),
    );
    expect(told.surveyAnswerChanges.map(({ comment }) => comment)).toEqual(
      expect.arrayContaining(['mine', 'of my order']),
    );
    expect(told.surveyWaiting).toMatchObject([
      { order_id: '55', customer_id: String(who), score: '7', comment: 'of an order to come' },
    ]);
    expect(Object.keys(told.surveyWaiting[0] ?? {})).not.toContain('sender');
    expect([told.surveyViews.length, told.surveyRefusals.length]).toEqual([2, 2]);
    const deleted = told.surveyDeleted.map(({ answer_id }) => answer_id);
    expect(deleted.sort()).toEqual(['9001', '9002']);
    expect(told.stage).toMatch(/^(customer|loyal|follower|fan|fanClub|evangelist)$/);
    expect([told.brought.length, told.wasBrought.length]).toEqual([1, 1]);
    const text = JSON.stringify(told);
    expect(text).not.toMatch(/77700077700|88800088800|of another|shop_id/);
  });

  it('gets a new file without an answer that the merchant deletes, until the same day', async () => {
    const { deleteAnswer } = await import('../../app/survey/answer/delete-answer.server');
    const shop = await on.shopId(domain);
    const { rows: answers } = await on.db.pool.query<{ id: string; comment: string }>(
      'select id::text, comment from survey_answers where shop_id = $1',
      [shop],
    );
    const idOf = (words: string) => answers.find(({ comment }) => comment === words)?.id ?? '';
    const [before] = (await page()).requests;
    // a file without the answer is not prepared again
    expect(await deleteAnswer(shop, idOf('of another'))).toBe(true);
    expect((await page()).requests).toEqual([before]);
    expect(await deleteAnswer(shop, idOf('of my order'))).toBe(true);
    expect(await on.db.query(`select 1 from privacy_requests where file ~ 'of my order'`)).toEqual(
      [],
    );
    await idle();
    const told = fileSchema.parse(await (await file(domain, id)).json());
    expect(told.surveyAnswers.map(({ comment }) => comment)).toEqual(['mine']);
    expect(told.surveyAnswerChanges).toHaveLength(1);
    expect(told.surveyDeleted.map(({ answer_id }) => answer_id)).toContain(idOf('of my order'));
    const [after] = (await page()).requests;
    expect(after).toMatchObject({ state: 'done', fileExpiresAt: before?.fileExpiresAt });
  });

  it('has no answer in its file that the merchant deleted while it was written', async () => {
    const { deleteAnswer } = await import('../../app/survey/answer/delete-answer.server');
    const { sql, withShop } = await import('../../app/store/db.server');
    const shop = await on.shopId(domain);
    const [mine] = await on.db.query(
      `select id::text from survey_answers where shop_id = $1 and comment = 'mine'`,
      [shop],
    );
    const [prepared] = await on.db.query(
      `update privacy_requests set state = 'waiting' where id = $1 returning file`,
      [id],
    );
    expect(prepared?.file).toMatch(/"mine"/);
    await on.db.query('update privacy_requests set file = null where id = $1', [id]);
    // the job has read the answer and has not committed
    const { deleting } = await withShop(shop, async (tx) => {
      await tx.query(sql`
        update privacy_requests set state = 'done', file = ${prepared?.file} where id = ${id}`);
      const deletion = deleteAnswer(shop, String(mine?.id));
      await eventually(async () => expect(await on.db.query(AWAITS_A_ROW)).not.toEqual([]));
      return { deleting: deletion };
    });
    expect(await deleting).toBe(true);
    expect(await on.db.query(`select 1 from privacy_requests where file ~ '"mine"'`)).toEqual([]);
    await idle();
    const told = fileSchema.parse(await (await file(domain, id)).json());
    expect(told.surveyAnswers).toEqual([]);
  });

  it('is hidden from another shop, whatever id it guesses', async () => {
    expect((await page(other.shop.domain)).requests).toEqual([]);
    for (const guess of [id, '1', '0', '-1', '1e1', '9999999999999', '../1', "1'--", ''])
      expect((await file(other.shop.domain, guess)).status).toBe(404);
  });

  it('is stored once, however often Shopify delivers it', async () => {
    const payload = { customer: { id: who }, orders_requested: [] };
    on.shopify.webhooks.failNext({ topic: 'customers/data_request', fault: { kind: 'double' } });
    on.shopify.webhooks.send(domain, 'customers/data_request', payload);
    await on.shopify.webhooks.settled();
    await idle();
    expect((await page()).requests).toHaveLength(2);
  });

  it('leaves no address in the app: only ids are stored', async () => {
    const { email } = world.customers().find((one) => one.id === who) ?? {};
    expect(email).toMatch(/@/);
    expect(await searched(on.db, [String(email)])).toEqual([]);
    const deliveries = await on.db.query(
      `select subject_ids from deliveries where topic = 'CUSTOMERS_DATA_REQUEST'`,
    );
    expect(deliveries.map(({ subject_ids: ids }) => ids)).toEqual([[], []]);
  });

  it('keeps its file for thirty days', async () => {
    const { removeExpired } = await import('../../app/privacy/expire/remove-expired.server');
    const before = env().CLOCK_OFFSET_MS;
    try {
      env().CLOCK_OFFSET_MS += 29 * 864e5;
      await removeExpired();
      expect((await file(domain, id)).status).toBe(200);
      env().CLOCK_OFFSET_MS += 2 * 864e5;
      expect((await file(domain, id)).status).toBe(404);
      await removeExpired();
    } finally {
      env().CLOCK_OFFSET_MS = before;
    }
    expect((await page()).requests).toMatchObject([
      { state: 'expired', customer: null },
      { state: 'expired', customer: null },
    ]);
    expect(await on.db.query('select 1 from privacy_requests where file is not null')).toEqual([]);
  });

  it('loses its file when the customer is erased', async () => {
    await ask();
    const [request] = (await page()).requests;
    expect((await file(domain, request?.id)).status).toBe(200);
    on.shopify.privacy(domain).redactCustomer(who);
    await on.shopify.webhooks.settled();
    await idle();
    expect((await file(domain, request?.id)).status).toBe(404);
    expect(await searched(on.db, [String(who), ...orders.map((one) => String(one.id))])).toEqual(
      [],
    );
    expect((await page()).requests.filter(({ state }) => state === 'erased')).toHaveLength(1);
  });
});

describe('comments', () => {
  const set = async (value: string, name = 'commentDays', of = domain) => {
    const { action } = await import('../../app/routes/admin/privacy/route');
    const body = new FormData();
    body.set(name, value);
    const answer = await open(action as Door, of, undefined, body);
    if (!(answer instanceof Response)) throw new Error('no response');
    return answer.status;
  };
  const comments = async () => {
    const { removeExpired } = await import('../../app/privacy/expire/remove-expired.server');
    await removeExpired();
    const [kept, ofChanges] = await Promise.all(
      ['survey_answers', 'survey_answer_changes'].map((table) =>
        on.db.query(`select comment from ${table} where comment is not null order by 1`),
      ),
    );
    const published = (kept ?? []).filter(({ comment }) => comment !== 'published');
    expect(ofChanges).toEqual(published);
    return (kept ?? []).map(({ comment }) => comment);
  };

  it('stay for two years or the merchant’s retention, and are deleted at night; published ones stay', async () => {
    const shops = [await on.shopId(domain), await on.shopId(other.shop.domain)];
    await on.db.query('delete from survey_answers');
    const now = new Date(Date.now() + env().CLOCK_OFFSET_MS);
    await on.db.query(
      `with answered as (
         insert into survey_answers (shop_id, source, language, score, customer_id, answered_at, changed_at, comment, voice_state)
         select shop, 'link', 'ja', 0, 900 + days, at, at, case days when 900 then 'published' else format('%s days', days) end,
           case days when 900 then 'published' when 731 then 'consented' end
         from unnest($1::int[]) shop, unnest(array[5, 100, 731, 900]) days,
           lateral (select $2::timestamptz - make_interval(days => days) as at) moment returning *)
       insert into survey_answer_changes (shop_id, key, answer_id, score, comment, at)
       select shop_id, gen_random_uuid(), id, score, comment, answered_at from answered`,
      [shops, now],
    );
    expect((await page()).commentDays).toBe(730);
    const published = ['published', 'published'];
    const young = ['5 days', '5 days'];
    expect(await comments()).toEqual(['100 days', '100 days', ...young, ...published]);
    expect(await set('30')).toBe(200);
    expect((await page()).commentDays).toBe(30);
    expect(await comments()).toEqual(['100 days', ...young, ...published]);
    await on.db.query(
      `update survey_answers set voice_state = 'withdrawn' where comment = 'published'`,
    );
    expect(await comments()).toEqual(['100 days', ...young]);
    // the score stays
    expect(await on.db.query('select 1 from survey_answers')).toHaveLength(8);
    expect(await set('')).toBe(200);
    expect((await page()).commentDays).toBeNull();
  });

  it('have their own retention beside that of anonymous answers, which always become counts', async () => {
    const days = async () => {
      const { commentDays, anonymousDays } = await page();
      return [commentDays, anonymousDays];
    };
    expect(await days()).toEqual([null, 400]);
    expect(await set('90', 'anonymousDays')).toBe(200);
    expect(await days()).toEqual([null, 90]);
    for (const wrong of ['', '29', '3651', '1.5'])
      expect(await set(wrong, 'anonymousDays')).toBe(400);
    expect(await set('30', 'somethingElse')).toBe(400);
    expect(await set('')).toBe(200);
    expect(await days()).toEqual([null, 90]);
  });

  it.each(['0', '3651', '-1', '1.5', 'NaN', '30 days', '99999', '三十'])(
    'keep their retention if %s is entered',
    async (entered) => {
      expect(await set(entered)).toBe(400);
      expect((await page()).commentDays).toBeNull();
    },
  );

  it('take full-width digits, as a Japanese keyboard writes them', async () => {
    expect(await set('６０')).toBe(200);
    expect((await page()).commentDays).toBe(60);
  });

  it('change no other setting of the shop', async () => {
    await on.db.query(
      `update shops set settings = '{"metrics": {"lapseDays": 99}}' where domain = $1`,
      [domain],
    );
    await set('60');
    const [shop] = await on.db.query('select settings from shops where domain = $1', [domain]);
    expect(shop?.settings).toEqual({ metrics: { lapseDays: 99 }, privacy: { commentDays: 60 } });
  });
});

describe('the page of answers', () => {
  const press = async (of: string, fields: Record<string, string>) => {
    const { action } = await import('../../app/routes/admin/nps/answers');
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await open(action as Door, of, undefined, body);
    if (!(answer instanceof Response)) throw new Error('no response');
    return answer.status;
  };
  const gone = async (of: string) => {
    const { loader } = await import('../../app/routes/admin/nps/answers');
    const view = z.object({ total: z.number(), deleted: z.number(), expired: z.number() });
    return z.object({ view }).parse(await open(loader as Door, of)).view;
  };

  it('deletes an answer of its shop, shows how many it deleted, and finds none of another shop', async () => {
    const shop = await on.shopId(domain);
    await on.db.query(
      `insert into survey_answers (shop_id, source, language, score, order_id, answered_at, changed_at, comment)
       values ($1, 'link', 'ja', 2, 4711, now(), now(), 'delete me')`,
      [shop],
    );
    await on.db.query(
      `insert into survey_answer_counts (shop_id, day, source, score, reason, answers) values ($1, '2024-01-01', 'storefront', 3, 'unsaid', 7)`,
      [shop],
    );
    const [own] = await on.db.query(`select id::text from survey_answers where order_id = 4711`);
    const { total, deleted } = await gone(domain);
    const id = String(own?.id);
    expect(await press(other.shop.domain, { intent: 'delete', id })).toBe(404);
    expect(await press(domain, { intent: 'delete', id: '0' })).toBe(404);
    expect(await press(domain, { intent: 'erase', id })).toBe(400);
    expect(await press(domain, { id })).toBe(400);
    expect(await gone(domain)).toEqual({ total, deleted, expired: 7 });
    expect(await press(domain, { intent: 'delete', id })).toBe(200);
    expect(await press(domain, { intent: 'delete', id })).toBe(200);
    expect(await gone(domain)).toEqual({ total: total - 1, deleted: deleted + 1, expired: 7 });
    expect((await gone(other.shop.domain)).deleted).toBe(0);
    expect(await searched(on.db, ['delete me'])).toEqual([]);
  });
});
