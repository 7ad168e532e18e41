import { describe, expect, it } from 'vitest';
import { OpenShop } from '../testing/open-shop';
import { smallShop } from '../testing/small-shop';

/** The same connection six times under different aliases. */
const SIX = ['a', 'b', 'c', 'd', 'e', 'f']
  .map((alias) => `${alias}: orders { edges { node { id } } }`)
  .join(' ');

const REFUSED: Record<string, [query: string, message: RegExp]> = {
  'nothing at all': ['', /^Invalid bulk query: syntax error, unexpected end of file$/],
  'a field that Shopify does not have': [
    '{ orders { edges { node { colour } } } }',
    /^Invalid bulk query: Field 'colour' doesn't exist on type 'Order'$/,
  ],
  'a mutation': [
    'mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { userErrors { message } } }',
    /^Invalid operation type\. Only `query` operations are supported\.$/,
  ],
  'no connection': ['{ shop { id } }', /^Bulk queries must contain at least one connection\.$/],
  'six connections': [`{ ${SIX} }`, /^Bulk queries cannot contain more than 5 connections\.$/],
  'a third level': [
    `{ customers { edges { node { id orders { edges { node { id
       lineItems { edges { node { id } } } } } } } } } }`,
    /^Bulk queries cannot contain connections with a nesting depth greater than 2\.$/,
  ],
  'a node at the top': [
    '{ node(id: "gid://shopify/Order/1") { id } orders { edges { node { id } } } }',
    /^Bulk queries cannot contain a top level `node` field\.$/,
  ],
  'nodes at the top': [
    '{ nodes(ids: []) { id } orders { edges { node { id } } } }',
    /^Bulk queries cannot contain a top level `node` field\.$/,
  ],
  'a connection read by nodes': [
    '{ orders { nodes { id } } }',
    /must select their contents using 'edges' > 'node', .* Invalid connection fields: 'orders'\.$/,
  ],
  'a nested connection whose parent selects no id': [
    '{ orders { edges { node { name lineItems { edges { node { id } } } } } } }',
    /^The parent 'node' field .* Connection fields without 'id': orders\.$/,
  ],
  'a nested connection whose parent renames its id': [
    '{ orders { edges { node { key: id lineItems { edges { node { id } } } } } } }',
    /^The parent 'node' field .* Connection fields without 'id': orders\.$/,
  ],
};

/** Shopify's refusals come before those of unimplemented fields. */
const REFUSED_UNKNOWN: Record<string, [query: string, message: RegExp]> = {
  'a connection inside a list': [
    '{ orders { edges { node { id refunds { refundLineItems { edges { node { quantity } } } } } } } }',
    /^Queries that contain a connection field within a list field are not currently supported\.$/,
  ],
  'a connection whose nodes are not Nodes': [
    '{ orders { edges { node { id discountApplications { edges { node { index } } } } } } }',
    /^Bulk queries only support connections whose nodes implement Node: 'discountApplications'\.$/,
  ],
};

describe('a bulk query is refused with a user error', () => {
  it.each(Object.entries({ ...REFUSED, ...REFUSED_UNKNOWN }))(
    'for %s',
    async (_, [query, message]) => {
      const shop = await OpenShop.open(smallShop());
      const { bulkOperation, userErrors } = await shop.startBulk(query);
      expect(bulkOperation).toBeNull();
      expect(userErrors).toContainEqual({
        field: ['query'],
        message: expect.stringMatching(message),
        code: 'INVALID',
      });
    },
  );

  it('when five are running', async () => {
    const shop = await OpenShop.open(smallShop());
    for (let running = 0; running < 5; running += 1) {
      shop.shopify.bulk.failNext({ kind: 'stall', afterObjects: 0 });
      await shop.bulkId('{ orders { edges { node { id } } } }');
    }
    const { userErrors } = await shop.startBulk('{ orders { edges { node { id } } } }');
    expect(userErrors).toEqual([
      {
        field: null,
        message: 'Bulk operations limit reached. Please try again later.',
        code: 'LIMIT_REACHED',
      },
    ]);
  });
});

describe('a query that Shopify accepts and the local one does not', () => {
  it.each([
    ['an unknown field', '{ orders { edges { node { id note } } } }', 'Order.note'],
    ['a single object', '{ shop { id } orders { edges { node { id } } } }', 'shop at the root'],
    [
      'a variable',
      'query ($q: String) { orders(query: $q) { edges { node { id } } } }',
      'variables',
    ],
    ['a directive', '{ orders { edges { node { id @skip(if: true) } } } }', 'directives'],
  ])('is refused with its name: %s', async (_, query, message) => {
    const shop = await OpenShop.open(smallShop());
    await expect(shop.startBulk(query)).rejects.toThrow(message);
  });
});
