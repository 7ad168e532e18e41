import { describe, expect, it } from 'vitest';
import { OpenShop } from '../testing/open-shop';
import { manyOrders, smallShop } from '../testing/small-shop';

/** 250 orders with a customer each: 250 x (1 + 1) = 500 points. */
const DEAR = '{ orders(first: 250) { nodes { id customer { id } } } }';

describe('the cost of calls', () => {
  it('counts objects, connections by their size, and mutations', async () => {
    const shop = await OpenShop.open(smallShop());
    const cost = async (query: string): Promise<number | undefined> =>
      (await shop.ask(query)).extensions?.cost.requestedQueryCost;
    expect(await cost('{ shop { name } }')).toBe(1);
    expect(
      await cost('{ orders(first: 10) { edges { node { id } } pageInfo { hasNextPage } } }'),
    ).toBe(10);
    // 5 x (1 order + 3 x (1 line + its product))
    expect(
      await cost(
        '{ orders(last: 5) { nodes { lineItems(first: 3) { nodes { product { id } } } } } }',
      ),
    ).toBe(35);
    expect(
      await cost(
        'mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { userErrors { message } } }',
      ),
    ).toBe(10);
  });

  it('returns the reserved points that were not used', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(2) }));
    const { extensions } = await shop.ask(DEAR);
    expect(extensions?.cost).toEqual({
      requestedQueryCost: 500,
      actualQueryCost: 4,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1996, restoreRate: 100 },
    });
  });

  it('throttles with HTTP 200 when the bucket is empty, and fills it over time', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(250) }));
    for (let call = 0; call < 4; call += 1) expect((await shop.ask(DEAR)).errors).toBeUndefined();
    const response = await shop.post(DEAR);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Throttled',
          extensions: {
            code: 'THROTTLED',
            documentation: 'https://shopify.dev/api/usage/rate-limits',
          },
        },
      ],
      extensions: {
        cost: {
          requestedQueryCost: 500,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 },
        },
      },
    });
    shop.shopify.clock.advance(5_000);
    expect((await shop.ask(DEAR)).errors).toBeUndefined();
  });

  it('gives a Plus shop ten times as much', async () => {
    const shop = await OpenShop.open(smallShop({ planName: 'Shopify Plus' }));
    const { extensions } = await shop.ask('{ shop { name } }');
    expect(extensions?.cost.throttleStatus).toMatchObject({
      maximumAvailable: 20_000,
      restoreRate: 1_000,
    });
  });

  it('refuses a query of more than 1000 points, however full the bucket', async () => {
    const shop = await OpenShop.open(smallShop());
    const { data, errors } = await shop.ask(
      '{ orders(first: 250) { nodes { lineItems(first: 4) { nodes { id } } } } }',
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'MAX_COST_EXCEEDED',
      cost: 1250,
      maxCost: 1000,
    });
  });
});
