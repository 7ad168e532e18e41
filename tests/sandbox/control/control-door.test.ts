import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlDoor } from './control-door';
import { LocalShopify } from '../local-shopify';
import { customer, DOMAIN, manyOrders, smallShop } from '../testing/small-shop';

let shopify: LocalShopify;
let url: string;
beforeEach(async () => {
  shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(smallShop({ customers: [customer()], orders: manyOrders(3) }));
  ({ url } = await shopify.listen(0, [controlDoor()]));
});
afterEach(() => shopify.close());

async function ask(body: unknown, type = 'application/json'): Promise<Response> {
  return await fetch(`${url}/control/events`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  });
}

describe('the control door', () => {
  it('places any number of orders', async () => {
    const answer = await ask({ kind: 'orderPlaced', times: 120 });
    expect(answer.status).toBe(200);
    const told: unknown = await answer.json();
    const events = Array.from({ length: 120 }, (_, at) => ({ kind: 'orderPlaced', id: 1003 + at }));
    expect(told).toEqual({ shop: DOMAIN, events });
    expect(shopify.orders(DOMAIN).get(1122)?.name).toBe('#1122');
  });

  it('changes an order and returns its id', async () => {
    const answer = await ask({ shop: DOMAIN, kind: 'moneyGivenBack', seed: '7' });
    expect(await answer.json()).toMatchObject({ events: [{ kind: 'moneyGivenBack' }] });
    const changed = shopify.store.get(
      `select count(*) as n from orders where financial_status <> 'PAID'`,
    );
    expect(changed?.n).toBe(1);
  });

  it('counts the webhooks by their results', async () => {
    const answer = await fetch(`${url}/control/deliveries`);
    expect(await answer.json()).toEqual({ sent: 0, taken: 0, refused: 0, unanswered: 0 });
  });

  it('refuses unknown kinds, and requests that a page of another origin could send', async () => {
    expect((await ask({ kind: 'somethingElse' })).status).toBe(400);
    expect((await ask({ times: 0 })).status).toBe(400);
    expect((await ask({}, 'text/plain')).status).toBe(400);
    expect((await ask({ shop: 'other.myshopify.com' })).status).toBe(404);
  });
});
