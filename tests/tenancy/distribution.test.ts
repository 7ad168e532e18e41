import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import { teaShop } from '../sandbox/worlds/tea-shop';

/**
 * The rules of a distributed PostgreSQL for a schema distributed by `shop_id` (Citus: "Choosing the
 * distribution column"): every unique and every foreign key has it, and a statement names one shop, so
 * that one node answers it.
 */
const FUNCTIONS = join(import.meta.dirname, '../../prisma/functions');

/** The statements that the app sends during the tests below, which query as the server's own role. */
const sent = new Set<string>();
const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const original = client.query;
const appRole = new URL(inject('postgres')).username;
client.query = function (this: pg.Client, ...args: unknown[]) {
  const [first] = args;
  if (this.user !== appRole) return Reflect.apply(original, this, args);
  if (typeof first === 'string') sent.add(first);
  else if (typeof first === 'object' && first !== null && 'text' in first)
    sent.add(String(first.text));
  return Reflect.apply(original, this, args);
};

const on = await stage();
const db = on.db;

const spread = (
  await db.query(`select relname as name from pg_class where relrowsecurity and relkind = 'r'
    and relnamespace = 'public'::regnamespace order by 1`)
).map(({ name }) => String(name));

describe('keys', () => {
  it('each unique key of a table of shops has the shop', async () => {
    const keys = await db.query(
      `select index.indexrelid::regclass::text as key, array_agg(attname::text order by attname) as columns
       from pg_index index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
       where indisunique and indrelid::regclass::text = any($1) group by 1`,
      [spread],
    );
    expect(keys.length).toBeGreaterThan(20);
    const without = keys.filter(({ columns }) => !(columns as string[]).includes('shop_id'));
    expect(without).toEqual([]);
  });

  it('each foreign key between such tables has the shop on both sides', async () => {
    const keys = await db.query(
      `select conname::text as key from pg_constraint
       where contype = 'f' and conrelid::regclass::text = any($1) and not exists (
         select from unnest(conkey, confkey) pair(own, other)
         join pg_attribute a on a.attrelid = conrelid and a.attnum = own and a.attname = 'shop_id'
         join pg_attribute b on b.attrelid = confrelid and b.attnum = other and b.attname in ('shop_id', 'id'))`,
      [spread],
    );
    expect(keys).toEqual([]);
  });
});

const PAGES = [
  ['dashboard/route', '/app'],
  ['customers/list', '/app/customers?who=v1+n.2..+or+boughtProduct.1+handled.open'],
  ['customers/counts', '/app/customers/counts'],
  ['segments/route', '/app/segments'],
  ['ltv/route', '/app/ltv?split=product'],
  ['ltv/channels', '/app/ltv/channels'],
  ['repeat/route', '/app/repeat'],
  ['stages/route', '/app/stages'],
  ['customers/profile', '/app/customers/CUSTOMER'],
  ['nps/route', '/app/nps'],
  ['nps/answers', '/app/nps/answers?q=tea&from=2026-01-01&handled=open'],
  ['nps/voices', '/app/nps/voices'],
  ['nps/survey', '/app/nps/survey'],
  ['setup/route', '/app/setup?step=roles'],
  ['setup/sample', '/app/setup/sample'],
  ['settings/overview', '/app/settings'],
  ['settings/products', '/app/settings/products'],
  ['settings/rules', '/app/settings/rules'],
  ['settings/customer-tags', '/app/settings/rules/tags'],
  ['settings/costs', '/app/settings/costs'],
  ['settings/unit-costs', '/app/settings/unit-costs'],
  ['settings/unit-costs-import', '/app/settings/unit-costs/import'],
  ['settings/advertising', '/app/settings/advertising'],
  ['settings/channels', '/app/settings/advertising/channels'],
  ['settings/advertising-import', '/app/settings/advertising/import'],
  ['settings/definitions', '/app/settings/definitions'],
  ['settings/data/overview', '/app/settings/data'],
  ['settings/data/reconcile', '/app/settings/data/reconcile'],
  ['settings/data/orders', '/app/settings/data/orders?reason=test'],
  ['settings/display', '/app/settings/display'],
  ['settings/history', '/app/settings/history'],
  ['privacy/route', '/app/settings/privacy'],
  ['live', '/app/live'],
] as const;

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

describe('statements', () => {
  const world = teaShop({ until: NOW, days: 90, customers: 60, daysBeforeShopify: 0 });
  const { domain } = world.shop;

  /** A shop's life: an import, changes, pages, the survey, erasures, the uninstallation. */
  beforeAll(async () => {
    await on.work();
    await on.install(world);
    await on.imported(domain);
    const shop = await on.shopId(domain);
    const [order] = [...world.orders()].filter(({ customerId }) => customerId !== null);
    if (order === undefined) throw new Error('no order');
    on.shopify.orders(domain).put({
      ...order,
      currentSubtotal: '1',
      updatedAt: new Date(NOW.getTime() + 60_000).toISOString(),
    });
    await on.shopify.webhooks.settled();
    await on.imported(domain);

    const { recordAnswer, askQuestion, dismissQuestion } =
      await import('../../app/survey/answer/answer.server');
    const { enqueueHourlyWork } = await import('../../app/worker/schedule/hourly.server');
    const { startNewDays } = await import('../../app/worker/schedule/new-day.server');
    const { removeExpired } = await import('../../app/privacy/expire/remove-expired.server');
    const about = { source: 'link', order: String(order.id), language: 'ja' } as const;
    await askQuestion(domain, { kind: 'ask', ...about });
    const key = '4b1a7e0e-6a53-4f5f-9a55-1e4f3f0f9d10';
    await recordAnswer(domain, {
      kind: 'answer',
      ...about,
      key,
      score: 9,
      comment: 'good',
      voice: true,
    });
    await dismissQuestion(domain, { kind: 'dismissal', source: 'order_status', order: '7' });
    for (const [file, address] of PAGES) {
      const path = address.replace('CUSTOMER', String(order.customerId));
      const { loader } = (await import(/* @vite-ignore */ `../../app/routes/admin/${file}`)) as {
        loader: (args: unknown) => Promise<unknown>;
      };
      const headers = {
        authorization: `Bearer ${on.shopify.idToken(domain)}`,
        'user-agent': AGENT,
      };
      await loader({
        request: new Request(`https://omega.example${path}`, { headers }),
        params: { id: String(order.customerId) },
        context: {},
      });
    }
    for (const query of ['line=placed', 'reason=test']) await downloaded({ what: 'orders', query });
    await downloaded({ what: 'surveyLinks', query: '' });
    for (const query of ['', 'who=v1+boughtIn.2024-01-01..+not.state.lapsed'])
      await downloaded({ what: 'customers', query });
    await downloaded({ what: 'answers', query: 'group=detractors' });
    await enqueueHourlyWork();
    await startNewDays();
    await on.imported(domain);
    await removeExpired();
    const { enqueue } = await import('../../app/queue/enqueue.server');
    const { openAudit } = await import('../../app/ingest/reconcile/open-audit.server');
    const { withShop } = await import('../../app/store/db.server');
    await withShop(shop, (tx) => openAudit(tx, shop, 'ids', { why: 'asked', runAt: NOW }));
    await db.query(
      `insert into privacy_requests (shop_id, kind, webhook_id, customer_id, order_ids, state, received_at, due_at)
       values ($1, 'dataRequest', 'a', $2, '{}', 'waiting', now(), now()), ($1, 'customerRedact', 'b', $2, $3, 'waiting', now(), now())`,
      [shop, order.customerId, [order.id]],
    );
    const requests = await db.query('select id, kind from privacy_requests order by id');
    for (const { id, kind } of requests)
      await enqueue(
        null,
        kind === 'dataRequest' ? 'privacy.dataRequest' : 'privacy.customerRedact',
        {
          shopId: shop,
          requestId: Number(id),
        },
      );
    await on.imported(domain);
    on.shopify.uninstall(domain);
    await on.shopify.webhooks.settled();
    await enqueue(null, 'shop.redact', { domain });
    await on.until(async () => (await db.query('select 1 from shops')).length === 0);
  });

  async function downloaded(file: { what: string; query: string }): Promise<void> {
    const token = on.shopify.idToken(domain);
    const { action, loader } = await import('../../app/routes/admin/files/tickets');
    const { loader: open } = await import('../../app/routes/files/open');
    const headers = { authorization: `Bearer ${token}`, 'user-agent': AGENT };
    const ask = (query: string) => `https://omega.example/app/files${query}`;
    const body = new URLSearchParams({ ...file, language: 'ja' });
    const args = (request: Request) => ({ request, params: {}, context: {} });
    const made = await action(args(new Request(ask(''), { method: 'POST', headers, body })));
    const { ticket } = (await made.json()) as { ticket: string };
    const address = ask(`/open?ticket=${ticket}&id_token=${token}`);
    const sent = await open(args(new Request(address)));
    expect(await sent.text()).toContain('\r\n');
    const state = await loader(args(new Request(ask(`?ticket=${ticket}`), { headers })));
    expect(await state.json()).toMatchObject({ state: 'done' });
  }

  it.each([
    ['select shop_id from orders'],
    ['select max(shop_id) from orders o, customers c where c.shop_id = $1'],
    ['delete from orders using customers c where c.shop_id = $1 and c.id = orders.customer_id'],
    ['insert into orders (id) select id from customers where shop_id = $1'],
    ['update orders set customer_id = null where id = $1'],
    ['select from orders join customers on customers.id = customer_id where orders.shop_id = $1'],
  ])('without a shop for a table are found: %s', (statement) => {
    expect(unnamed(statement)).toHaveLength(1);
  });

  it('name the shop for each table of shops that they read or write', () => {
    const functions = readdirSync(FUNCTIONS).map((file) =>
      readFileSync(join(FUNCTIONS, file), 'utf8'),
    );
    const broken = [...sent, ...functions].flatMap((text) => unnamed(text));
    expect(sent.size).toBeGreaterThan(150);
    expect(broken).toEqual([]);
  });
});

/** The statements within a text that use more tables of shops than they filter by shop. */
function unnamed(text: string): string[] {
  const plain = text.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''");
  return plain.split(';').flatMap((statement) => {
    const tables = [
      ...[...statement.matchAll(NAMED)].map(([, table]) => table),
      ...[...statement.matchAll(LISTED)].flatMap(([, list = '']) =>
        list.split(',').filter((item) => SPREAD.test(item)),
      ),
    ];
    const told = [...statement.matchAll(TOLD)].length;
    return tables.length > told
      ? [`${tables.join(', ')}: ${statement.trim().replace(/\s+/g, ' ').slice(0, 400)}`]
      : [];
  });
}

const NAME = `"?(?:${spread.join('|')})"?(?![\\w(.])`;
const NAMED = new RegExp(`\\b(?:join|into|update)\\s+(?:only\\s+)?(${NAME})`, 'gi');
/** the text after `from` and `using`, which may be several tables */
const ITEM = '(?:only\\s+)?[\\w".]+(?:\\s+(?:as\\s+)?(?!join|where|using|on|set)\\w+)?';
const LISTED = new RegExp(`\\b(?:from|using)\\s+(${ITEM}(?:\\s*,\\s*${ITEM})*)`, 'gi');
const SPREAD = new RegExp(`^\\s*(?:only\\s+)?${NAME}`, 'i');
/** a comparison with the shop, a join by it, or the rows of an insert that have it */
const TOLD =
  /\bshop_id\s*(?:=|between\b|in\b)|=\s*(?:\w+\.)?shop_id\b|\busing\s*\([^)]*\bshop_id\b|\binto\s+\S+(?:\s+as\s+\w+)?\s*(?:\([^)]*\bshop_id\b|select\s+\$\d+::int as shop_id\b)/gi;
