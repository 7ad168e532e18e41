import { describe, expect, it } from 'vitest';
import { OpenShop } from '../testing/open-shop';
import { smallShop } from '../testing/small-shop';

const SET = `mutation ($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields { id namespace key type value jsonValue updatedAt }
    userErrors { field message code elementIndex } } }`;
const READ = `{ currentAppInstallation { id metafield(namespace: "omega", key: "survey") { value } } }`;

/** A shop with the app, and a valid metafield of the app for it. */
async function open() {
  const shop = await OpenShop.open(smallShop());
  const { data } = await shop.ask('{ currentAppInstallation { id } }');
  const ownerId = (data?.currentAppInstallation as { id: string }).id;
  const valid = { ownerId, namespace: 'omega', key: 'survey', type: 'json', value: '{"a":1}' };
  return { shop, valid };
}

describe('a metafield of the app’s own in a shop', () => {
  it('is written, read, replaced, and deleted with the installation', async () => {
    const { shop, valid } = await open();
    const { data } = await shop.ask(SET, { metafields: [valid] });
    expect(data?.metafieldsSet).toEqual({
      metafields: [
        {
          id: expect.stringMatching(/^gid:\/\/shopify\/Metafield\/\d+$/) as string,
          namespace: 'omega',
          key: 'survey',
          type: 'json',
          value: '{"a":1}',
          jsonValue: { a: 1 },
          updatedAt: '2026-04-01T00:00:00Z',
        },
      ],
      userErrors: [],
    });
    await shop.ask(SET, { metafields: [{ ...valid, value: '{"a":2}' }] });
    expect((await shop.ask(READ)).data?.currentAppInstallation).toEqual({
      id: valid.ownerId,
      metafield: { value: '{"a":2}' },
    });
    expect(shop.shopify.appMetafields(shop.domain)).toHaveLength(1);
    shop.shopify.uninstall(shop.domain);
    expect(shop.shopify.appMetafields(shop.domain)).toEqual([]);
  });

  it.each([
    [{ value: '{' }, 'value', 'INVALID_VALUE'],
    [{ value: '' }, 'value', 'BLANK'],
    [{ namespace: 'om' }, 'namespace', 'TOO_SHORT'],
    [{ key: 'x'.repeat(65) }, 'key', 'TOO_LONG'],
    [{ type: 'jsn' }, 'type', 'INVALID_TYPE'],
    [{ ownerId: 'gid://shopify/AppInstallation/99' }, 'ownerId', 'INVALID'],
  ])('is refused with %o, together with the others of the call', async (change, field, code) => {
    const { shop, valid } = await open();
    const metafields = [valid, { ...valid, ...change }];
    const { data } = await shop.ask(SET, { metafields });
    expect(data?.metafieldsSet).toMatchObject({
      metafields: null,
      userErrors: [{ field: ['metafields', '1', field], code, elementIndex: 1 }],
    });
    expect(shop.shopify.appMetafields(shop.domain)).toEqual([]);
  });

  it('is refused when a call has more than twenty-five', async () => {
    const { shop, valid } = await open();
    const metafields = Array.from({ length: 26 }, (_, n) => ({ ...valid, key: `key_${n}` }));
    const { errors } = await shop.ask(SET, { metafields });
    expect(errors?.[0]?.message).toBe('Exceeded the maximum metafields input limit of 25.');
  });

  it('is the only kind that the local Shopify implements', async () => {
    const { shop, valid } = await open();
    const metafields = [{ ...valid, ownerId: 'gid://shopify/Product/10' }];
    const { errors } = await shop.ask(SET, { metafields });
    expect(errors?.[0]?.message).toMatch(/^NotInSandbox/);
  });
});
