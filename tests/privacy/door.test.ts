import { beforeAll, describe, expect, it } from 'vitest';
import { webhookDoors, type Door } from '../support/doors/webhook-doors';
import { DOMAIN, signed, type Sent } from '../support/doors/signed';
import { database } from '../support/database';
import { searched } from './searched';

const db = await database();
let door: Door;
beforeAll(async () => {
  const found = (await webhookDoors()).get('/webhooks/privacy');
  if (found === undefined) throw new Error('there is no such door');
  door = found;
  await db.query(
    `insert into shops (domain, installed_at, uninstalled_at) values ($1, now(), now())`,
    [DOMAIN],
  );
});

async function deliver(sent: Sent): Promise<number> {
  try {
    const request = signed('/webhooks/privacy', sent);
    return (await door({ request, params: {}, context: {} })).status;
  } catch (answer) {
    if (answer instanceof Response) return answer.status;
    throw answer;
  }
}
const counts = async () => {
  const [row] = await db.query(
    `select (select count(*)::int from privacy_requests) as requests,
       (select count(*)::int from deliveries) as deliveries,
       (select count(*)::int from graphile_worker._private_jobs) as jobs`,
  );
  return row;
};

const TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'];
const person = {
  shop_id: 954889,
  shop_domain: DOMAIN,
  customer: { id: 7_100_000_000_191, email: 'john@example.com', phone: '555-625-1199' },
};

describe('the door for compliance', () => {
  it.each(TOPICS)('refuses an unsigned %s, and writes nothing', async (topic) => {
    const before = await counts();
    expect(await deliver({ topic, payload: person, secret: 'another' })).toBe(401);
    expect(await deliver({ topic, payload: person, without: 'x-shopify-hmac-sha256' })).toBe(400);
    expect(await deliver({ topic, payload: person, method: 'GET' })).toBe(405);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['a customer without a number', { customer: { id: 'gid://shopify/Customer/1' } }],
    ['a rounded number', { customer: { id: 2 ** 60 } }],
    ['orders that are not a list', { customer: null, orders_to_redact: '1,2' }],
    ['an order that is a statement', { orders_to_redact: ["1'; drop table orders; --"] }],
    ['a negative number', { customer: { id: -1 } }],
  ])('refuses %s, and writes nothing', async (_, payload) => {
    const before = await counts();
    expect(await deliver({ topic: 'customers/redact', payload })).toBe(400);
    expect(await counts()).toEqual(before);
  });

  it('accepts a request of an uninstalled shop once, and stores ids in one row alone', async () => {
    const payload = { ...person, orders_requested: [299_938_280_263] };
    for (let time = 0; time < 3; time++)
      expect(await deliver({ topic: 'customers/data_request', payload, webhookId: 'w1' })).toBe(
        200,
      );
    expect(await counts()).toEqual({ requests: 1, deliveries: 1, jobs: 1 });
    const stands = await searched(db, ['7100000000191', '299938280263']);
    expect(stands.map((found) => found.split(':')[0])).toEqual(['public.privacy_requests']);
    expect(await searched(db, ['john@example.com', '555-625-1199'])).toEqual([]);
  });

  it('has nothing to do for an unknown shop', async () => {
    const before = await counts();
    const domain = 'nobody.myshopify.com';
    const payload = { ...person, shop_domain: domain };
    for (const topic of TOPICS.slice(0, 2))
      expect(await deliver({ topic, payload, domain })).toBe(200);
    expect(await counts()).toEqual(before);
  });

  it.each(TOPICS)('refuses %s for another shop than its signed body names', async (topic) => {
    const before = await counts();
    const whole = { shop_id: 954889, shop_domain: 'other.myshopify.com' };
    const payload = topic === 'shop/redact' ? whole : { ...person, ...whole };
    expect(await deliver({ topic, payload })).toBe(401);
    for (const shop_domain of [null, '', [DOMAIN], `${DOMAIN} `])
      expect(await deliver({ topic, payload: { ...payload, shop_domain } })).toBe(401);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['customers/redact', { ...person, orders_requested: [1] }],
    ['customers/redact', { ...person, data_request: { id: 1 } }],
    ['customers/data_request', { ...person, orders_to_redact: [1] }],
    ['shop/redact', person],
    ['shop/redact', { ...person, customer: null, orders_to_redact: [] }],
  ])('refuses as %s the body of another topic: %j', async (topic, payload) => {
    const before = await counts();
    expect(await deliver({ topic, payload })).toBe(400);
    expect(await counts()).toEqual(before);
  });

  it('erases the shop of the id in the signed body, whatever its domain in the app', async () => {
    await db.query(
      `insert into shops (domain, shopify_id, installed_at, uninstalled_at) values
         ('old-name.myshopify.com', 77, now(), now()), ('namesake.myshopify.com', 78, now(), now())`,
    );
    const redact = (shop_id: number, domain: string) =>
      deliver({ topic: 'shop/redact', payload: { shop_id, shop_domain: domain }, domain });
    expect(await redact(77, 'new-name.myshopify.com')).toBe(200);
    // of a domain that another shop has in the app
    expect(await redact(79, 'namesake.myshopify.com')).toBe(200);
    const asked = await db.query(
      `select payload ->> 'domain' as domain from graphile_worker._private_jobs job
       where key like 'shop.redact:%' order by 1`,
    );
    expect(asked.map(({ domain }) => domain)).toEqual([
      'new-name.myshopify.com',
      'old-name.myshopify.com',
    ]);
    await db.query(`delete from graphile_worker._private_jobs where key like 'shop.redact:%'`);
  });

  it('erases no shop that its body does not name', async () => {
    const before = await counts();
    expect(await deliver({ topic: 'shop/redact', payload: { id: 1 } })).toBe(401);
    expect(await counts()).toEqual(before);
  });

  it('accepts a request without a customer, and has nothing to do for it', async () => {
    const before = await counts();
    expect(await deliver({ topic: 'customers/redact', payload: { orders_to_redact: [] } })).toBe(
      200,
    );
    expect((await counts())?.jobs).toBe(before?.jobs);
  });
});
