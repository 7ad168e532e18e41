import { createHmac } from 'node:crypto';
import type { ActionFunctionArgs } from '@remix-run/node';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { API_SECRET } from '../sandbox/app-identity';
import { database, type TestDatabase } from '../setup/database';

const DOMAIN = 'tea-shop.myshopify.com';
type Door = (args: ActionFunctionArgs) => Promise<Response>;

let db: TestDatabase;
let doors: { app: Door; bulkFinished: Door };
beforeAll(async () => {
  db = await database();
  doors = {
    app: (await import('../../app/routes/webhooks/app')).action,
    bulkFinished: (await import('../../app/routes/webhooks/bulk-finished')).action,
  };
});
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
});

interface Sent {
  topic: string;
  body?: string;
  secret?: string;
  without?: string;
  method?: string;
}

async function deliver(door: keyof typeof doors, sent: Sent): Promise<number> {
  const { topic, body = '{}', secret = API_SECRET, without, method = 'POST' } = sent;
  const headers = new Headers({
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': DOMAIN,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': 'b1',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  });
  if (without) headers.delete(without);
  const request = new Request(`https://omega.example/webhooks/${door}`, {
    method,
    headers,
    ...(method === 'POST' ? { body } : {}),
  });
  try {
    return (await doors[door]({ request, params: {}, context: {} })).status;
  } catch (answer) {
    if (answer instanceof Response) return answer.status;
    throw answer;
  }
}

const jobs = () =>
  db.query(`select t.identifier, j.payload from graphile_worker._private_jobs j
            join graphile_worker._private_tasks t on t.id = j.task_id`);

describe('a webhook', () => {
  it('of an uninstalled shop, which has no session any more, is taken', async () => {
    expect(await deliver('app', { topic: 'app/uninstalled' })).toBe(200);
    expect(await jobs()).toEqual([{ identifier: 'shop.uninstalled', payload: { domain: DOMAIN } }]);
  });

  it('that comes twice asks for one job', async () => {
    await deliver('app', { topic: 'app/scopes_update' });
    await deliver('app', { topic: 'app/scopes_update' });
    expect(await jobs()).toEqual([
      { identifier: 'shop.scopesChanged', payload: { domain: DOMAIN } },
    ]);
  });

  it('of a topic that nobody handles is answered and asks for nothing', async () => {
    expect(await deliver('app', { topic: 'products/update' })).toBe(200);
    expect(await jobs()).toEqual([]);
  });

  it.each([
    ['with a foreign signature', { secret: 'another app' }, 401],
    ['without a signature', { without: 'x-shopify-hmac-sha256' }, 400],
    ['without a topic', { without: 'x-shopify-topic' }, 400],
    ['without a shop', { without: 'x-shopify-shop-domain' }, 400],
    ['without an id', { without: 'x-shopify-webhook-id' }, 400],
    ['with a body that is no JSON', { body: 'not JSON' }, 400],
    ['with a body that is no object', { body: '[1]' }, 400],
    ['that is a GET', { method: 'GET' }, 405],
  ])('%s is refused', async (_, wrong, status) => {
    for (const door of ['app', 'bulkFinished'] as const)
      expect(await deliver(door, { topic: 'app/uninstalled', ...wrong })).toBe(status);
    expect(await jobs()).toEqual([]);
  });
});

describe('a bulk operation that has finished', () => {
  const finish = (id: string) =>
    deliver('bulkFinished', {
      topic: 'bulk_operations/finish',
      body: JSON.stringify({ admin_graphql_api_id: id, status: 'completed' }),
    });

  it('moves the import on when it is ours, and nothing when it is not', async () => {
    const [shop] = await db.query(
      `insert into shops (domain, installed_at) values ($1, now()) returning id`,
      [DOMAIN],
    );
    const ours = 'gid://shopify/BulkOperation/1';
    await db.query(`select set_config('app.shop_id', $1, false)`, [String(shop?.id)]);
    await db.query(
      `with one as (insert into imports (shop_id, state, phase, started_at)
         values ($1, 'running', 'asking', now()) returning shop_id, id)
       insert into import_parts (shop_id, import_id, part, state, bulk_operation_id)
         select shop_id, id, 'orders', 'waiting', $2 from one`,
      [shop?.id, ours],
    );
    expect(await finish('gid://shopify/BulkOperation/2')).toBe(200);
    expect(await jobs()).toEqual([]);
    expect(await finish(ours)).toBe(200);
    expect(await jobs()).toEqual([{ identifier: 'import.step', payload: { shopId: shop?.id } }]);
  });

  it('of a shop that is not known is answered', async () => {
    await db.query('delete from shops');
    expect(await finish('gid://shopify/BulkOperation/1')).toBe(200);
    expect(await jobs()).toEqual([]);
  });
});
