import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShopId } from '../../app/store/db.server';
import { smallShop } from '../sandbox/testing/small-shop';
import { stage } from '../support/shops/import-stage';
import { addShop } from '../support/shops/shop';

const on = await stage();
const page = await import('../../app/routes/admin/settings/unit-costs');
const file = await import('../../app/routes/admin/settings/unit-costs-import');

const world = smallShop();
const { domain } = world.shop;
let shop: ShopId;
beforeAll(async () => {
  await on.install(world);
  shop = await addShop(on.db, domain);
  const other = await addShop(on.db, 'other.myshopify.com');
  await on.db.query(
    `insert into products values ($1, 71, '煎茶'), ($1, 72, '青汁'), ($2, 77, 'theirs')`,
    [shop, other],
  );
  await on.db.query(
    `insert into variants values ($1, 710, 71, '100 g', 'SEN-1'), ($1, 720, 72, '1袋', '=AO'), ($1, 721, 72, '3袋', null),
      ($2, 770, 77, 'theirs', 'X')`,
    [shop, other],
  );
});
beforeEach(async () => {
  for (const table of ['own_unit_costs', 'settings_changes'])
    await on.db.query(`delete from ${table}`);
  await on.db.query('update shops set settings_version = 0, rules_version = 0');
});

type Door = (of: { request: Request; params: object; context: object }) => Promise<unknown>;

async function ask(
  door: unknown,
  path: string,
  fields?: Record<string, string | File>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value);
  const request = new Request(`https://omega.example${path}`, {
    headers: {
      authorization: `Bearer ${on.shopify.idToken(domain)}`,
      'user-agent': 'Mozilla/5.0 Chrome/150.0',
    },
    ...(fields && { method: 'POST', body: form }),
  });
  const answer = await (door as Door)({ request, params: {}, context: {} }).catch(
    (error: unknown) => error,
  );
  if (!(answer instanceof Response)) return { status: 200, body: Object(answer) };
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : Object(JSON.parse(text)) };
}

const post = (fields: Record<string, string | File>) =>
  ask(page.action, '/app/settings/unit-costs', fields);
const upload = (fields: Record<string, string | File>) =>
  ask(file.action, '/app/settings/unit-costs/import', fields);
const stored = () =>
  on.db.query(
    `select product_id::int as product, variant_id::int as variant, unit_cost_shop_amount::float as cost
     from own_unit_costs order by 1, 2`,
  );
const form = (cost: string, version = '0') => ({
  ...{ version, shown: '{}' },
  ...{ 'cost.71.0.0': cost, 'from.71.0.0': '', 'cost.72.0.0': '', 'from.72.0.0': '' },
});
const csv = (...lines: string[]) => new File([['ID,SKU,Cost', ...lines].join('\n')], 'costs.csv');

describe('the door of unit costs', () => {
  it('shows the shop before its first numbers', async () => {
    const { body } = await ask(page.loader, '/app/settings/unit-costs?q=x&page=0');
    expect(body.view).toMatchObject({ goods: null, search: 'x', page: 1, version: 0 });
  });

  it('saves a plain form, and previews one without saving it', async () => {
    expect(await post({ ...form('¥500'), intent: 'preview' })).toMatchObject({
      status: 200,
      body: { faults: {}, preview: null },
    });
    expect(await stored()).toEqual([]);
    expect(await post(form('¥500'))).toEqual({ status: 200, body: { saved: true, version: 1 } });
    expect(await stored()).toEqual([{ product: 71, variant: 0, cost: 500 }]);
  });

  it('keeps what was entered where a field is wrong, and saves nothing', async () => {
    const wrong = { ...form('-5'), 'cost.72.0.0': '7' };
    const { status, body } = await post(wrong);
    expect([status, body.problem, body.faults]).toEqual([
      ...[400, 'faults', { 'cost.71.0.0': 'negative' }],
    ]);
    expect(body.entered).toEqual(wrong);
    expect(await stored()).toEqual([]);
  });

  it('tells the second of two people what the first has saved', async () => {
    await post(form('500'));
    const { status, body } = await post(form('600'));
    expect([status, body.version]).toEqual([409, 1]);
    expect(body.problem).toEqual({
      meanwhile: { first: [{ title: '煎茶', product: '71', from: null, amount: 500 }], costs: 1 },
    });
    expect((await post(form('600', '1'))).status).toBe(200);
  });

  it.each([
    ['another shop’s product', { 'cost.77.0.0': '5' }, 'unknown'],
    ['no version', { version: 'x' }, undefined],
    ['a field of no goods', { 'cost.tea.0.0': '5' }, undefined],
  ])('refuses a form with %s', async (_, fields, problem) => {
    const { status, body } = await post({ ...form('5'), ...fields });
    expect([status, body.problem]).toEqual([400, problem]);
    expect(await stored()).toEqual([]);
  });
});

describe('the door of their file', () => {
  it('has every variant of the shop to fill in, and the costs that are entered', async () => {
    await post(form('500'));
    const { body } = await ask(file.loader, '/app/settings/unit-costs/import?template=1');
    const row = { shopifyCost: null, cost: null, from: null };
    expect(body.template).toEqual([
      { ...row, title: '煎茶', variant: null, sku: 'SEN-1', id: 'P71', cost: 500 },
      { ...row, title: '青汁', variant: '1袋', sku: '=AO', id: 'V720' },
      { ...row, title: '青汁', variant: '3袋', sku: null, id: 'V721' },
    ]);
    const plain = await ask(file.loader, '/app/settings/unit-costs/import');
    expect(plain.body.template).toBeNull();
  });

  it('shows a file, and applies its good lines as one change', async () => {
    const lines = ['P71,,5', ',=ao,6', 'V721,,-7', 'V770,,8', 'P77,,9'];
    const shown = await upload({ version: '0', file: csv(...lines) });
    expect(shown.body.preview).toMatchObject({
      ...{ added: 2, changed: 0, removed: 0, wrongLines: 1, unknownLines: 2 },
      first: [
        { title: '煎茶', variant: null, before: null, after: 5 },
        { title: '青汁', variant: '1袋', before: null, after: 6 },
      ],
    });
    expect(await stored()).toEqual([]);
    const { text } = Object(shown.body.preview) as { text: string };
    expect(await upload({ version: '0', text, intent: 'apply' })).toEqual({
      status: 200,
      body: { applied: 2, wrongLines: 3 },
    });
    expect(await stored()).toEqual([
      { product: 71, variant: 0, cost: 5 },
      { product: 72, variant: 720, cost: 6 },
    ]);
    expect(await on.db.query('select version from settings_changes')).toEqual([{ version: 1 }]);
    const replaced = { version: '1', mode: 'replace', intent: 'apply' };
    await upload({ ...replaced, text: 'ID,Cost\nP71,5' });
    expect(await stored()).toEqual([{ product: 71, variant: 0, cost: 5 }]);
  });

  it('applies nothing where someone else was faster, and compares with what the shop has now', async () => {
    await post(form('500'));
    const text = 'ID,Cost\nP71,6';
    const { status, body } = await upload({ version: '0', text, intent: 'apply' });
    expect([status, body.preview]).toMatchObject([409, { version: 1, changed: 1 }]);
    expect(body.problem).toMatchObject({ meanwhile: { costs: 1 } });
    expect(await stored()).toMatchObject([{ cost: 500 }]);
  });

  it.each([
    ['none', {}],
    ['empty', { text: ' ' }],
    ['headings', { text: 'a,b\n1,2' }],
    ['encoding', { file: new File([new Uint8Array([0x81, 0xff, 0, 0x80])], 'x.csv') }],
    ['tooLarge', { file: new File(['x'.repeat(2_000_001)], 'x.csv') }],
  ])('refuses what it cannot read: %s', async (fault, fields) => {
    expect(await upload({ version: '0', ...fields })).toEqual({ status: 400, body: { fault } });
  });
});
