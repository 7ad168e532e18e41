import { describe, expect, it } from 'vitest';
import { OpenShop, parseLines } from '../testing/open-shop';
import { customer, DOMAIN, line, manyOrders, order, smallShop } from '../testing/small-shop';

const ORDERS = '{ orders { edges { node { id lineItems { edges { node { id title } } } } } } }';
const DAY = 86_400_000;

describe('a bulk operation', () => {
  it('starts as CREATED and ends as COMPLETED with counts, size and a signed address', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(3) }));
    const started = await shop.startBulk(ORDERS);
    expect(started.bulkOperation?.status).toBe('CREATED');
    await shop.shopify.bulk.settled();
    const operation = await shop.bulkOperation(started.bulkOperation?.id ?? '');
    expect(operation).toMatchObject({
      status: 'COMPLETED',
      objectCount: '9',
      rootObjectCount: '3',
      errorCode: null,
      partialDataUrl: null,
      completedAt: '2026-04-01T00:00:00Z',
    });
    const result = await shop.result(operation.url ?? '');
    expect(result.headers.get('content-length')).toBe(operation.fileSize);
    expect(parseLines(await result.text())).toHaveLength(9);
    const forged = (operation.url ?? '').replace(/Signature=./, 'Signature=x');
    expect((await shop.result(forged)).status).toBe(404);
  });

  it('writes children after their parent, but not beside it', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(200) }));
    const lines = await shop.bulkLines(ORDERS);
    const seen = new Set<string>();
    let apart = 0;
    for (const [index, each] of lines.entries()) {
      if (each.__parentId === undefined) seen.add(each.id ?? '');
      else {
        expect(seen).toContain(each.__parentId);
        const before = lines[index - 1];
        if (before?.id !== each.__parentId && before?.__parentId !== each.__parentId) apart += 1;
      }
    }
    expect(lines).toHaveLength(600);
    expect(apart).toBeGreaterThan(300);
    expect(await shop.bulkLines(ORDERS)).toEqual(lines);
  });

  it('writes children right after their parent with groupObjects', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(2) }));
    const lines = await shop.bulkLines(ORDERS, true);
    expect(lines.map((each) => each.__parentId ?? each.id)).toEqual([
      ...Array<string>(3).fill('gid://shopify/Order/1000'),
      ...Array<string>(3).fill('gid://shopify/Order/1001'),
    ]);
  });

  it('writes the same values as a single query', async () => {
    const fields = `id name confirmationNumber createdAt cancelledAt test tags taxesIncluded displayFinancialStatus
      customer { id displayName statistics { rfmGroup predictedSpendTier } defaultPhoneNumber { smsMarketingConsent { state updatedAt } } }
      total: totalPriceSet { shopMoney { ...money } }`;
    const lineFields = `id sku quantity sellingPlan { name sellingPlanId } variant { inventoryItem { unitCost { ...money } } }
      taxLines { rate title } discountAllocations { discountApplication { __typename index
        ... on DiscountCodeApplication { code } ... on AutomaticDiscountApplication { title } } }`;
    const money = 'fragment money on MoneyV2 { amount currencyCode }';
    const lines = [
      line({ sellingPlan: { id: 5, name: '毎月' } }),
      line({
        id: 101,
        sku: null,
        allocations: [{ amount: '5', kind: 'automatic', name: '"春"', targetType: 'LINE_ITEM' }],
      }),
    ];
    const shop = await OpenShop.open(
      smallShop({ orders: [order({ lines, cancelledAt: '2026-03-02T00:00:00Z' })] }),
    );
    const { data } = await shop.ask(
      `{ orders(first: 1) { nodes { ${fields} lineItems(first: 5) { nodes { ${lineFields} } } } } } ${money}`,
    );
    const written = await shop.bulkLines(
      `{ orders { edges { node { ${fields} lineItems { edges { node { ${lineFields} } } } } } } } ${money}`,
      true,
    );
    const [parent, ...children] = written;
    const nodes = children.map(({ __parentId, ...child }) => {
      expect(__parentId).toBe(parent?.id);
      return child;
    });
    expect({ orders: { nodes: [{ ...parent, lineItems: { nodes } }] } }).toEqual(data);
  });

  it('obeys search, sort and several roots', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(4) }));
    const lines = await shop.bulkLines(
      `{ customers { edges { node { id } } }
         orders(query: "updated_at:>='2026-03-01T00:02:00Z'", sortKey: UPDATED_AT, reverse: true) {
           edges { node { name } } } }`,
    );
    expect(lines).toEqual([
      { id: 'gid://shopify/Customer/1' },
      { name: '#1003' },
      { name: '#1002' },
    ]);
  });

  it('has no address for an empty result', async () => {
    const shop = await OpenShop.open(smallShop());
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.bulk.settled();
    expect(await shop.bulkOperation(id)).toMatchObject({
      status: 'COMPLETED',
      objectCount: '0',
      url: null,
    });
  });

  it('grows with the clock at the simulated speed', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(1000) }), {
      bulkObjectsPerSecond: 500,
    });
    const { clock } = shop.shopify;
    const id = await shop.bulkId(ORDERS);
    const reaches = (objects: number): Promise<void> =>
      expect.poll(async () => Number((await shop.bulkOperation(id)).objectCount)).toBe(objects);
    await reaches(500);
    expect(await shop.bulkOperation(id)).toMatchObject({ status: 'RUNNING', url: null });
    clock.advance(1_000);
    await reaches(1000);
    clock.advance(10_000);
    await shop.shopify.bulk.settled();
    expect((await shop.bulkOperation(id)).status).toBe('COMPLETED');
  });

  it('fails with an error code and partial data', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(50) }));
    shop.shopify.bulk.failNext({ kind: 'fail', afterObjects: 60, errorCode: 'TIMEOUT' });
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.bulk.settled();
    const operation = await shop.bulkOperation(id);
    expect(operation).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT', url: null });
    const partial = await shop.result(operation.partialDataUrl ?? '');
    expect(parseLines(await partial.text())).toHaveLength(60);
  });

  it('fails for a missing scope and for names without approval', async () => {
    const shop = await OpenShop.open(smallShop(), { scopes: ['read_orders', 'read_customers'] });
    shop.shopify.setLevel2Approved(DOMAIN, false);
    const denied = async (query: string): Promise<unknown> => {
      const id = await shop.bulkId(query);
      await shop.shopify.bulk.settled();
      return shop.bulkOperation(id);
    };
    const failed = { status: 'FAILED', errorCode: 'ACCESS_DENIED', partialDataUrl: null };
    expect(await denied('{ products { edges { node { id } } } }')).toMatchObject(failed);
    expect(await denied('{ customers { edges { node { firstName } } } }')).toMatchObject(failed);
  });

  it('can be cancelled only while it runs', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(10) }));
    shop.shopify.bulk.failNext({ kind: 'stall', afterObjects: 5 });
    const id = await shop.bulkId(ORDERS);
    const cancel = async (): Promise<unknown> =>
      (
        await shop.ask(
          `mutation ($id: ID!) { bulkOperationCancel(id: $id) {
             bulkOperation { status } userErrors { message } } }`,
          { id },
        )
      ).data?.bulkOperationCancel;
    expect(await cancel()).toEqual({ bulkOperation: { status: 'CANCELING' }, userErrors: [] });
    await shop.shopify.bulk.settled();
    expect((await shop.bulkOperation(id)).status).toBe('CANCELED');
    expect(await cancel()).toMatchObject({
      userErrors: [{ message: 'A bulk operation cannot be canceled when it is canceled' }],
    });
  });

  it('expires after seven days', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(1) }));
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.bulk.settled();
    const { url } = await shop.bulkOperation(id);
    shop.shopify.clock.advance(8 * DAY);
    expect(await shop.bulkOperation(id)).toMatchObject({ status: 'EXPIRED', url: null });
    expect((await shop.result(url ?? '')).status).toBe(404);
  });

  it('is listed by its state', async () => {
    const shop = await OpenShop.open(smallShop());
    shop.shopify.bulk.failNext({ kind: 'stall', afterObjects: 0 });
    const id = await shop.bulkId(ORDERS);
    const running = '{ bulkOperations(first: 5, query: "status:running") { nodes { id } } }';
    await expect
      .poll(async () => (await shop.ask(running)).data)
      .toEqual({
        bulkOperations: { nodes: [{ id }] },
      });
  });

  it('is invisible to another shop', async () => {
    const shop = await OpenShop.open(smallShop());
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.addShop(
      smallShop({ domain: 'other.myshopify.com', customers: [customer()] }),
    );
    const other = shop.shopify.store.shop('other.myshopify.com');
    expect(other && shop.shopify.bulk.find(other.no, Number(id.split('/').at(-1)))).toBeNull();
  });

  it('writes a line that is not JSON on request', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(3) }));
    shop.shopify.bulk.failNext({ kind: 'corrupt', line: 2 });
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.bulk.settled();
    const { url } = await shop.bulkOperation(id);
    const text = await (await shop.result(url ?? '')).text();
    expect(() => parseLines(text.split('\n')[1] ?? '')).toThrow(SyntaxError);
  });

  it('sends a range of a result on request', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(3) }));
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.bulk.settled();
    const { url } = await shop.bulkOperation(id);
    const whole = await (await shop.result(url ?? '')).text();
    const rest = await shop.result(url ?? '', { range: 'bytes=100-' });
    expect(rest.status).toBe(206);
    expect(await rest.text()).toBe(whole.slice(100));
  });
});
