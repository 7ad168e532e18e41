import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DOOR_TOPICS } from '../../app/shopify/doors/webhook-claims';
import { appDeclaration } from '../sandbox/webhooks/app-declaration';
import { webhookDoors, type Door } from '../support/doors/webhook-doors';
import { database, type TestDatabase } from '../support/database';
import { DOMAIN, signed, type Sent } from '../support/doors/signed';

let db: TestDatabase;
let doors: ReadonlyMap<string, Door>;
beforeAll(async () => {
  db = await database();
  doors = await webhookDoors();
});

let shopId: unknown;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, deliveries, reread_requests, sessions, imports, import_parts, audits, audit_parts',
  );
  const [shop] = await db.query(
    'insert into shops (domain, installed_at) values ($1, now()) returning id',
    [DOMAIN],
  );
  shopId = shop?.id;
});

async function deliver(door: string, sent: Sent): Promise<number> {
  const action = doors.get(`/webhooks/${door}`);
  if (action === undefined) throw new Error(`no door ${door}`);
  try {
    const request = signed(`/webhooks/${door}`, sent);
    return (await action({ request, params: {}, context: {} })).status;
  } catch (answer) {
    if (answer instanceof Response) return answer.status;
    throw answer;
  }
}

const jobs = () =>
  db.query(`select t.identifier, j.payload from graphile_worker._private_jobs j
            join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`);
const notices = async () =>
  (await db.query('select kind, id, reported_deleted from reread_requests order by kind, id')).map(
    ({ kind, id, reported_deleted: deleted }) =>
      `${String(kind)} ${String(id)}${deleted ? ' deleted' : ''}`,
  );
const stored = async () => ({
  deliveries: (await db.query('select 1 from deliveries')).length,
  notices: (await notices()).length,
  jobs: (await jobs()).length,
});

const order = (id: number, more = {}) => ({
  id,
  admin_graphql_api_id: `gid://shopify/Order/${id}`,
  updated_at: '2026-10-14T12:00:00Z',
  ...more,
});

describe('a webhook', () => {
  it('is stored with its subject, its change notice and one job, at once', async () => {
    expect(await deliver('orders', { topic: 'orders/updated', payload: order(7) })).toBe(200);
    expect(await notices()).toEqual(['order 7']);
    expect(await jobs()).toEqual([{ identifier: 'orders.reread', payload: { shopId } }]);
    const [kept] = await db.query('select * from deliveries');
    expect(kept).toMatchObject({
      shop_id: shopId,
      event_id: 'event-1',
      topic: 'ORDERS_UPDATED',
      triggered_at: new Date('2026-10-14T12:00:00Z'),
      subject_ids: ['7'],
    });
  });

  it('enqueues nothing on a second delivery', async () => {
    const twice = { topic: 'orders/updated', payload: order(7), webhookId: 'same' };
    await deliver('orders', twice);
    await db.query('delete from reread_requests');
    await db.query('delete from graphile_worker._private_jobs');
    expect(await deliver('orders', twice)).toBe(200);
    expect(await stored()).toEqual({ deliveries: 1, notices: 0, jobs: 0 });
  });

  it('for an order that waits already, or for another, enqueues no second job', async () => {
    for (const id of [7, 7, 8])
      await deliver('orders', { topic: 'orders/updated', payload: order(id) });
    expect(await stored()).toEqual({ deliveries: 3, notices: 2, jobs: 1 });
  });

  it('while the job runs enqueues the next one, because the running one may have missed it', async () => {
    await deliver('orders', { topic: 'orders/updated', payload: order(7) });
    await db.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'me'`);
    await deliver('orders', { topic: 'orders/updated', payload: order(7) });
    expect(await stored()).toEqual({ deliveries: 2, notices: 1, jobs: 2 });
  });

  it('makes a job that waits for its retry due at once', async () => {
    await deliver('orders', { topic: 'orders/updated', payload: order(7) });
    await db.query(
      `update graphile_worker._private_jobs set attempts = 3, run_at = now() + interval '1 hour'`,
    );
    await deliver('orders', { topic: 'orders/updated', payload: order(8) });
    const due = 'select attempts, run_at <= now() as due from graphile_worker._private_jobs';
    expect(await db.query(due)).toEqual([{ attempts: 0, due: true }]);
  });

  it.each([
    ['orders', 'orders/create', order(7), ['order 7']],
    ['orders', 'orders/cancelled', order(7), ['order 7']],
    ['orders', 'orders/delete', { id: 7 }, ['order 7 deleted']],
    ['orders', 'refunds/create', { id: 99, order_id: 7 }, ['order 7']],
    ['customers', 'customers/create', { id: 5 }, ['customer 5']],
    ['customers', 'customers/update', { id: 5 }, ['customer 5']],
    ['customers', 'customers/delete', { id: 5 }, ['customer 5 deleted']],
    [
      'customers',
      'customers/merge',
      {
        admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/6',
        admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/5',
      },
      ['customer 5', 'customer 6'],
    ],
    ['products', 'products/create', { id: 3 }, ['product 3']],
    ['products', 'products/update', { id: 3 }, ['product 3']],
    ['products', 'inventory_items/update', { id: 4 }, ['inventoryItem 4']],
  ])(
    'at %s of %s leaves a change notice of its subject',
    async (door, topic, payload, expected) => {
      expect(await deliver(door, { topic, payload })).toBe(200);
      expect(await notices()).toEqual(expected);
    },
  );

  it.each(['ids', 'costs'])(
    'of an ended bulk operation continues the audit (%s) that waits for it, at once',
    async (kind) => {
      const waits = { shopId, kind };
      await db.query(
        `select graphile_worker.add_job('audit.step', $1::json, run_at => now() + interval '1 minute', job_key => $2)`,
        [JSON.stringify(waits), `audit.step:${String(shopId)}:${kind}`],
      );
      await db.query(
        `with begun as (
           insert into audits (shop_id, kind, why, state, started_at)
           values ($1, $2, 'due', 'running', now()) returning shop_id, id)
         insert into audit_parts (shop_id, audit_id, part, state, bulk_operation_id)
         select shop_id, id, 'orders', 'preparing', 'gid://shopify/BulkOperation/9' from begun`,
        [shopId, kind],
      );
      const finished = (operation: number) =>
        deliver('bulk-finished', {
          topic: 'bulk_operations/finish',
          payload: { admin_graphql_api_id: `gid://shopify/BulkOperation/${operation}` },
        });
      const due = () =>
        db.query(
          `select payload from graphile_worker._private_jobs where run_at <= clock_timestamp()`,
        );
      // another app's
      await finished(8);
      expect(await due()).toEqual([]);
      await finished(9);
      expect(await due()).toEqual([{ payload: waits }]);
    },
  );

  it('with an id beyond exact numbers is accepted by its global id, or not at all', async () => {
    const exact =
      '{"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}';
    await deliver('orders', { topic: 'orders/updated', body: exact });
    await deliver('orders', { topic: 'orders/delete', body: '{"id":820982911946154509}' });
    const endless = `{"admin_graphql_api_id":"gid://shopify/Order/${'9'.repeat(30)}"}`;
    expect(await deliver('orders', { topic: 'orders/updated', body: endless })).toBe(200);
    expect(await notices()).toEqual(['order 820982911946154508']);
  });

  it.each([
    ['without a handler', 'themes/update', 'products'],
    ['with an empty body', 'orders/updated', 'orders'],
  ])('%s is answered and enqueues nothing', async (_, topic, door) => {
    expect(await deliver(door, { topic, payload: {} })).toBe(200);
    expect(await stored()).toMatchObject({ notices: 0, jobs: 0 });
  });

  it.each(['orders', 'app', 'bulk-finished'])(
    'at %s of an unknown shop is answered, and not stored',
    async (door) => {
      const topic = { orders: 'orders/updated', app: 'app/uninstalled' }[door] ?? 'x/y';
      const domain = 'stranger.myshopify.com';
      expect(await deliver(door, { topic, payload: order(7), domain })).toBe(200);
      expect(await stored()).toEqual({ deliveries: 0, notices: 0, jobs: 0 });
    },
  );

  it('of an uninstalled shop is answered, and leaves no change notice', async () => {
    await db.query('update shops set uninstalled_at = now()');
    expect(await deliver('orders', { topic: 'orders/updated', payload: order(7) })).toBe(200);
    expect(await stored()).toEqual({ deliveries: 0, notices: 0, jobs: 0 });
  });

  it('of a shop without a session, or with a token that cannot be renewed, is accepted', async () => {
    await db.query(
      `insert into sessions (id, shop, state, access_token, expires, refresh_token)
       values ($1, $2, '', 'unreadable', now() - interval '1 day', 'unreadable')`,
      [`offline_${DOMAIN}`, DOMAIN],
    );
    expect(await deliver('orders', { topic: 'orders/updated', payload: order(7) })).toBe(200);
    await db.query('delete from sessions');
    expect(await deliver('app', { topic: 'app/uninstalled' })).toBe(200);
    expect(await jobs()).toEqual([
      { identifier: 'orders.reread', payload: { shopId } },
      { identifier: 'shop.uninstalled', payload: { domain: DOMAIN } },
    ]);
  });

  it.each([['app/scopes_update'], ['shop/update']])('%s reads the shop again', async (topic) => {
    expect(await deliver('app', { topic })).toBe(200);
    expect(await jobs()).toEqual([{ identifier: 'shop.changed', payload: { domain: DOMAIN } }]);
  });

  it.each([
    ['with a foreign signature', { secret: 'another app' }, 401],
    ['without a signature', { without: 'x-shopify-hmac-sha256' }, 400],
    ['without a topic', { without: 'x-shopify-topic' }, 400],
    ['without a shop', { without: 'x-shopify-shop-domain' }, 400],
    ['without an id', { without: 'x-shopify-webhook-id' }, 400],
    ['with an endless id', { webhookId: 'w'.repeat(3_000) }, 400],
    ['with a body that is not JSON', { body: 'not JSON' }, 400],
    ['with a body that is not an object', { body: '[1]' }, 400],
    ['that is a GET', { method: 'GET' }, 405],
  ])('%s is refused at every door', async (_, wrong, status) => {
    for (const address of doors.keys()) {
      const door = address.replace('/webhooks/', '');
      expect(await deliver(door, { topic: 'orders/updated', ...wrong })).toBe(status);
    }
    expect(await stored()).toEqual({ deliveries: 0, notices: 0, jobs: 0 });
  });

  it("with another door's topic is refused, whatever its body", async () => {
    const replayed = [
      ['orders', 'app/uninstalled'],
      ['products', 'shop/redact'],
      ['customers', 'customers/redact'],
      ['privacy', 'orders/delete'],
      ['bulk-finished', 'shop/update'],
    ] as const;
    for (const [door, topic] of replayed)
      expect(await deliver(door, { topic, payload: order(7) })).toBe(400);
    expect(await stored()).toEqual({ deliveries: 0, notices: 0, jobs: 0 });
  });

  it('about the shop itself is for the shop of the id in its body', async () => {
    await db.query('update shops set shopify_id = 5');
    const uninstalled = (payload: object, domain = DOMAIN) =>
      deliver('app', { topic: 'app/uninstalled', payload, domain });
    expect(await uninstalled({ id: 6 })).toBe(200);
    expect(await jobs()).toEqual([]);
    // a former name of the shop
    expect(await uninstalled({ id: 5 }, 'former.myshopify.com')).toBe(200);
    expect(await jobs()).toEqual([{ identifier: 'shop.uninstalled', payload: { domain: DOMAIN } }]);
  });

  it('is signed by every byte of its body', async () => {
    const request = signed('/webhooks/orders', { topic: 'orders/updated', body: '{"id": 7}' });
    const changed = new Request(request, { body: '{"id": 8}' });
    const action = doors.get('/webhooks/orders');
    await expect(action?.({ request: changed, params: {}, context: {} })).rejects.toMatchObject({
      status: 401,
    });
  });
});

describe('a finished bulk operation', () => {
  const finish = (id: string) =>
    deliver('bulk-finished', {
      topic: 'bulk_operations/finish',
      payload: { admin_graphql_api_id: id, status: 'completed' },
    });

  it('continues the import if it is the app’s, and else does nothing', async () => {
    const ours = 'gid://shopify/BulkOperation/1';
    await db.query(
      `with one as (insert into imports (shop_id, state, phase, started_at)
         values ($1, 'running', 'asking', now()) returning shop_id, id)
       insert into import_parts (shop_id, import_id, part, state, bulk_operation_id)
         select shop_id, id, 'orders', 'waiting', $2 from one`,
      [shopId, ours],
    );
    for (const other of ['gid://shopify/BulkOperation/2', 'none', 'not even \0 text'])
      expect(await finish(other)).toBe(200);
    expect(await jobs()).toEqual([]);
    expect(await finish(ours)).toBe(200);
    expect(await jobs()).toEqual([{ identifier: 'import.step', payload: { shopId } }]);
  });
});

describe('shopify.app.toml', () => {
  const { subscriptions } = appDeclaration();

  it('names only existing doors, and every door', () => {
    expect([...new Set(subscriptions.map(({ uri }) => uri))].sort()).toEqual(
      [...doors.keys()].sort(),
    );
  });

  it('subscribes each door to the topics that it accepts', () => {
    const subscribed: Record<string, string[]> = {};
    for (const { uri, topic } of subscriptions)
      (subscribed[uri] ??= []).push(topic.toUpperCase().replaceAll('/', '_'));
    const sorted = (topics: Readonly<Record<string, readonly string[]>>) =>
      Object.entries(topics)
        .map(([uri, names]) => [uri, [...names].sort()])
        .sort();
    // accepted if a merchant's own toml subscribes to it: its scope is optional
    const asShipped = Object.entries(DOOR_TOPICS).map(([uri, topics]) => [
      uri,
      topics.filter((topic) => topic !== 'CUSTOMERS_MERGE'),
    ]);
    expect(sorted(subscribed)).toEqual(sorted(Object.fromEntries(asShipped)));
  });

  it('names beside each subscription the file that handles it', async () => {
    const { default: routes } = await import('../../app/routes');
    const text = readFileSync(join(import.meta.dirname, '../../shopify.app.toml'), 'utf8');
    const blocks = [
      ...text.matchAll(/((?:^ *#.*\n)+) *\[\[webhooks\.subscriptions\]\]\n((?:^ *\w.*\n?)+)/gm),
    ];
    expect(blocks).toHaveLength(text.split('[[webhooks.subscriptions]]').length - 1);
    for (const [, comment = '', block = ''] of blocks) {
      const uri = /uri = "\/(.+)"/.exec(block)?.[1];
      const file = routes.find(({ path }) => path === uri)?.file ?? 'nowhere';
      expect(comment).toContain(`app/${file}`);
    }
  });

  it('subscribes to ids and a changing field alone, because Shopify drops equal deliveries', () => {
    const compliance = /^(customers\/(data_request|redact)|shop\/redact)$/;
    for (const { topic, includeFields } of subscriptions) {
      if (compliance.test(topic)) continue;
      expect(includeFields, topic).toContainEqual(
        expect.stringMatching(/^(updated_at|completed_at)$/),
      );
      for (const field of includeFields ?? [])
        expect(field, topic).toMatch(/(^|_)(id|at)$|^(status|error_code|domain|current)$/);
    }
  });

  it('subscribes to every compliance topic', () => {
    expect(subscriptions.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(['customers/data_request', 'customers/redact', 'shop/redact']),
    );
  });
});
