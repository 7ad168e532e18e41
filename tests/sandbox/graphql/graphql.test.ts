import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OpenShop } from '../testing/open-shop';
import { customer, DOMAIN, line, manyOrders, order, smallShop } from '../testing/small-shop';

const Orders = z.object({
  orders: z.object({
    nodes: z.array(z.object({ legacyResourceId: z.string() })),
    pageInfo: z.object({ cursor: z.string().nullable(), more: z.boolean() }),
  }),
});

describe('the Admin API of the local Shopify', () => {
  it('answers with Shopify’s ids, times without fractions and decimals', async () => {
    const shop = await OpenShop.open(
      smallShop({ orders: [order({ createdAt: '2026-03-01T03:00:00.123Z' })] }),
    );
    const { data } = await shop.ask(
      `{ order(id: "gid://shopify/Order/1000") { id legacyResourceId createdAt confirmationNumber
          totalPriceSet { shopMoney { amount currencyCode } } customer { id numberOfOrders }
          lineItems(first: 1) { nodes { id name product { id } variant { price }
            discountAllocations { allocatedAmountSet { shopMoney { amount } }
              discountApplication { targetType ... on DiscountCodeApplication { code } } } } } } }`,
    );
    expect(data?.order).toEqual({
      id: 'gid://shopify/Order/1000',
      legacyResourceId: '1000',
      createdAt: '2026-03-01T03:00:00Z',
      confirmationNumber: order().confirmationNumber,
      totalPriceSet: { shopMoney: { amount: '1480.0', currencyCode: 'JPY' } },
      customer: { id: 'gid://shopify/Customer/1', numberOfOrders: '1' },
      lineItems: {
        nodes: [
          {
            id: 'gid://shopify/LineItem/10000',
            name: '煎茶 - 100 g',
            product: { id: 'gid://shopify/Product/10' },
            variant: { price: '1080' },
            discountAllocations: [
              {
                allocatedAmountSet: { shopMoney: { amount: '100.0' } },
                discountApplication: { targetType: 'LINE_ITEM', code: 'HARU' },
              },
            ],
          },
        ],
      },
    });
  });

  it('has no confirmation number for an order in a file of an earlier version', async () => {
    const shop = await OpenShop.open(smallShop({ orders: [order()] }));
    shop.shopify.store.run(
      "update orders set record = json_remove(record, '$.confirmationNumber')",
    );
    const asked = 'id confirmationNumber';
    const { data } = await shop.ask(`{ order(id: "gid://shopify/Order/1000") { ${asked} } }`);
    const expected = { id: 'gid://shopify/Order/1000', confirmationNumber: null };
    expect(data?.order).toEqual(expected);
    const written = await shop.bulkLines(`{ orders { edges { node { ${asked} } } } }`);
    expect(written).toEqual([expected]);
  });

  it('refuses a field that Shopify does not have', async () => {
    const shop = await OpenShop.open(smallShop());
    const { data, errors } = await shop.ask('{ shop { colour } }');
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toBe("Field 'colour' doesn't exist on type 'Shop'");
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'undefinedField' });
  });

  it('refuses an argument of the wrong type', async () => {
    const shop = await OpenShop.open(smallShop());
    const { errors } = await shop.ask('{ orders(first: "ten") { nodes { id } } }');
    expect(errors?.[0]?.message).toContain('Int cannot represent non-integer value');
  });

  it('names every field of Shopify that it lacks, and returns no data', async () => {
    const shop = await OpenShop.open(smallShop());
    const { data, errors } = await shop.ask(
      '{ shop { email name } orders(first: 1) { nodes { note } } }',
    );
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: 'NotInSandbox: the local Shopify does not implement Shop.email, Order.note',
        extensions: { code: 'NOT_IN_SANDBOX' },
      },
    ]);
  });

  it('names an unknown search field and sort key', async () => {
    const shop = await OpenShop.open(smallShop());
    const search = await shop.ask('{ orders(first: 1, query: "tag:vip") { nodes { id } } }');
    const sort = await shop.ask('{ orders(first: 1, sortKey: TOTAL_PRICE) { nodes { id } } }');
    expect(search.errors?.[0]?.message).toContain('the search field "tag"');
    expect(sort.errors?.[0]?.message).toContain('the sort key TOTAL_PRICE');
  });

  it('requires first or last, of at most 250', async () => {
    const shop = await OpenShop.open(smallShop());
    const none = await shop.ask('{ orders { nodes { id } } }');
    const many = await shop.ask('query ($n: Int) { orders(first: $n) { nodes { id } } }', {
      n: 251,
    });
    expect(none.errors?.[0]?.message).toBe('you must provide one of first or last');
    expect(many.errors?.[0]?.extensions).toMatchObject({ code: 'MAX_INPUT_SIZE_EXCEEDED' });
  });

  it('pages through orders forward, backward and reversed without a gap', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(7) }));
    const ids = async (args: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = null;
      const [side, end] = args.includes('last') ? ['before', 'start'] : ['after', 'end'];
      do {
        const at: string = cursor === null ? '' : `, ${side}: "${cursor}"`;
        const { data } = await shop.ask(
          `{ orders(${args}${at}, sortKey: CREATED_AT) { nodes { legacyResourceId }
             pageInfo { cursor: ${end}Cursor more: has${end === 'end' ? 'Next' : 'Previous'}Page } } }`,
        );
        const { orders } = Orders.parse(data);
        found.push(...orders.nodes.map((node) => node.legacyResourceId));
        cursor = orders.pageInfo.more ? orders.pageInfo.cursor : null;
      } while (cursor !== null);
      return found;
    };
    const all = ['1000', '1001', '1002', '1003', '1004', '1005', '1006'];
    expect(await ids('first: 3')).toEqual(all);
    expect(await ids('first: 3, reverse: true')).toEqual([...all].reverse());
    expect((await ids('last: 3')).sort()).toEqual(all);
  });

  it('counts up to the limit and says whether that is all', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(5) }));
    const { data } = await shop.ask(
      `{ some: ordersCount(limit: 3) { count precision } all: ordersCount(limit: null) { count precision }
         late: ordersCount(query: "created_at:>='2026-03-01T00:03:00Z'") { count } }`,
    );
    expect(data).toEqual({
      some: { count: 3, precision: 'AT_LEAST' },
      all: { count: 5, precision: 'EXACT' },
      late: { count: 2 },
    });
  });

  it('finds nodes of several types, and null for missing ones', async () => {
    const shop = await OpenShop.open(smallShop({ orders: [order()] }));
    const ids = [
      'gid://shopify/Order/1000',
      'gid://shopify/Customer/9',
      'gid://shopify/Product/10',
    ];
    const { data } = await shop.ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Order { name } ... on Product { title } } }',
      { ids },
    );
    expect(data?.nodes).toEqual([
      { id: ids[0], name: '#1000' },
      null,
      { id: ids[2], title: '煎茶' },
    ]);
  });

  it('shows null for a product deleted after the order', async () => {
    const shop = await OpenShop.open(smallShop({ orders: [order({ lines: [line()] })] }));
    shop.shopify.products(DOMAIN).delete(10);
    const { data } = await shop.ask(
      '{ orders(first: 1) { nodes { lineItems(first: 1) { nodes { product { id } variant { id } } } } } }',
    );
    expect(JSON.stringify(data)).toContain('{"product":null,"variant":null}');
  });

  it('shows no trace of a deleted order', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(2) }));
    shop.shopify.orders(DOMAIN).delete(1000);
    const { data } = await shop.ask(
      `{ orders(first: 5, query: "updated_at:>=2020-01-01") { nodes { name } }
         order(id: "gid://shopify/Order/1000") { id } }`,
    );
    expect(data).toEqual({ orders: { nodes: [{ name: '#1001' }] }, order: null });
  });

  it('moves the orders of a merged customer without touching their updatedAt', async () => {
    const shop = await OpenShop.open(
      smallShop({ customers: [customer(), customer({ id: 2 })], orders: [order()] }),
    );
    shop.shopify.customers(DOMAIN).merge(1, 2);
    const { data } = await shop.ask(
      `{ order(id: "gid://shopify/Order/1000") { updatedAt customer { id } }
         gone: customer(id: "gid://shopify/Customer/1") { id }
         kept: customer(id: "gid://shopify/Customer/2") { numberOfOrders amountSpent { amount } updatedAt } }`,
    );
    expect(data).toEqual({
      order: { updatedAt: '2026-03-01T03:00:00Z', customer: { id: 'gid://shopify/Customer/2' } },
      gone: null,
      kept: {
        numberOfOrders: '2',
        amountSpent: { amount: '2160.0' },
        updatedAt: '2026-04-01T00:00:00Z',
      },
    });
  });
});
