import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { ShopId } from '../../app/store/db.server';
import { parseRolesForm } from '../../app/settings/roles-form';
import { RolesPage } from '../../app/ui/settings/roles/page';
import type { RolesAnswer, RolesView } from '../../app/ui/settings/roles/view';
import type { LineSpec } from '../metrics/books/build';
import { handBook } from '../metrics/books/build';
import { rendered, words } from '../support/render';
import { SCOPES, stage } from '../support/shops/import-stage';

const on = await stage();
const { previewRoles } = await import('../../app/metrics/preview/roles.server');
const { readShopProducts } = await import('../../app/metrics/roles/products.server');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { changeRoles } = await import('../../app/settings/roles.server');
const { shopOf, worldOf } = await import('../support/numbers/measure');
const products = await import('../../app/routes/admin/settings/products');

const AT = new Date('2024-05-31T12:00:00Z');
const trial: LineSpec = { price: 980, product: 1 };
const main: LineSpec = { price: 4000, product: 2 };
const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const book = handBook({
  name: 'roles',
  asOf: '2024-06-01',
  orders: [
    // 1 to 8 begin with the trial; 1 to 4 buy it again, 5 to 8 go on to the main product
    ...many(1, 8).map((customer) => ({ customer, at: '2024-02-01', lines: [trial] })),
    ...many(1, 4).map((customer) => ({ customer, at: '2024-03-01', lines: [trial] })),
    ...many(5, 4).map((customer) => ({ customer, at: '2024-03-01', lines: [main] })),
    // 9 begins with the main product and a dear one, twice in one order; a subscription
    {
      customer: 9,
      at: '2024-02-01',
      lines: [main, { ...main, plan: true }, { price: 9000, product: 3 }],
    },
    // a cancelled order's product is in no counted order
    { customer: 10, at: '2024-02-01', cancelled: true, lines: [{ price: 100, product: 4 }] },
  ],
  expected: {},
});
const DOMAIN = 'roles.myshopify.com';
const TITLES = ['お試しセット', '青汁 30日分', '美容機器（100%）', '見本'];

let shop: ShopId;
beforeAll(async () => {
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world);
  await on.db.query('update products set title = ($2::text[])[id] where shop_id = $1 and id <= 4', [
    shop,
    TITLES,
  ]);
  await takeSnapshot(shop, null, AT);
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
});

const request = (body?: Record<string, string | string[]>, query = '') => {
  const form = new URLSearchParams();
  for (const [name, values] of Object.entries(body ?? {}))
    for (const value of [values].flat()) form.append(name, value);
  const headers = {
    authorization: `Bearer ${on.shopify.idToken(DOMAIN)}`,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36',
  };
  const sent = body === undefined ? {} : { method: 'POST', body: form };
  return {
    request: new Request(`https://omega.example/app/settings/products${query}`, {
      headers,
      ...sent,
    }),
    params: {},
    context: {},
  };
};
const load = async (query?: string) => (await products.loader(request(undefined, query))).view;
const send = async (body: Record<string, string | string[]>) => {
  const reply = await products.action(request({ version: '0', ...body }));
  return { status: reply.status, answer: (await reply.json()) as RolesAnswer };
};
const roles = async () =>
  Object.fromEntries(
    (
      await on.db.query(
        'select product_id::text as id, role from product_roles where shop_id = $1',
        [shop],
      )
    ).map(({ id, role }) => [id, role]),
  );

describe('the products of a shop', () => {
  it('are those of counted orders, most first orders first, each with what is known of it', async () => {
    const read = await readShopProducts(shop, 'JPY', '');
    expect(read).toMatchObject({ matching: 3, firstOrders: 9 });
    expect(read.products).toMatchObject([
      {
        id: '1',
        title: 'お試しセット',
        role: null,
        orders: 12,
        firstOrders: 8,
        price: 980,
        plan: false,
        afterTrial: 0,
      },
      {
        id: '2',
        title: '青汁 30日分',
        role: null,
        orders: 5,
        firstOrders: 1,
        price: 4000,
        plan: true,
        afterTrial: 4,
      },
      {
        id: '3',
        title: '美容機器（100%）',
        role: null,
        orders: 1,
        firstOrders: 1,
        price: 9000,
        plan: false,
        afterTrial: 0,
      },
    ]);
  });

  it('are found by a part of their title, in which no sign is a wildcard', async () => {
    const found = async (search: string) =>
      (await readShopProducts(shop, 'JPY', search)).products.map(({ id }) => id);
    expect(await found('青汁')).toEqual(['2']);
    expect(await found('%')).toEqual(['3']);
    expect(await found('_')).toEqual([]);
  });

  it('have the deleted ones that have a role, until it is taken', async () => {
    await on.db.query(`insert into product_roles values ($1, 777, 'main')`, [shop]);
    expect((await load()).products.at(-1)).toMatchObject({ id: '777', title: null, role: 'main' });
    await send({ 'role.777': '', 'was.777': 'main' });
    expect((await load()).products.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });
});

describe('the door of the roles', () => {
  it('suggests roles, and answers with the draft and whom it would move', async () => {
    const { answer } = await send({ intent: 'suggest', 'role.1': '', 'was.1': '' });
    expect(answer).toMatchObject({
      draft: { 1: 'trial', 2: 'main' },
      preview: { down: 4, up: 0, moves: [{ from: 'customer', to: 'purchaser', customers: 4 }] },
    });
    expect(await roles()).toEqual({});
  });

  it('keeps a choice beside the suggestions, and gives marked products one role', async () => {
    const chosen = { 'role.1': 'crossSell', 'was.1': '', 'role.2': '', 'was.2': '' };
    expect((await send({ intent: 'suggest', ...chosen })).answer).toMatchObject({
      draft: { 1: 'crossSell', 2: 'main' },
    });
    const set = { intent: 'set', all: 'backEnd', ...chosen };
    expect((await send({ ...set, marked: ['2', '3'] })).answer).toMatchObject({
      draft: { 1: 'crossSell', 2: 'backEnd', 3: 'backEnd' },
    });
    expect((await send(set)).answer).toMatchObject({ problem: 'noneMarked' });
  });

  it('saves what was chosen, tells the second person, and refuses products of others', async () => {
    const { version } = await load();
    const first = { version: String(version), 'role.1': 'trial', 'was.1': '' };
    expect(await send(first)).toEqual({ status: 200, answer: { saved: 1, version: version + 1 } });
    // a row that the second person left alone is no choice of theirs
    const untouched = { 'role.1': '', 'was.1': '' };
    const second = { version: String(version), 'role.2': 'main', 'was.2': '' };
    expect(await send({ ...second, ...untouched })).toMatchObject({ status: 200 });
    const meeting = { version: String(version), 'role.1': 'main', 'was.1': '' };
    expect(await send(meeting)).toMatchObject({
      status: 409,
      answer: {
        draft: { 1: 'main' },
        version: version + 2,
        problem: { meanwhile: { 1: 'trial' } },
      },
    });
    const theirs = { version: String(version + 2), 'role.999': 'main', 'role.3': 'main' };
    expect(await send(theirs)).toMatchObject({
      status: 400,
      answer: { draft: { 3: 'main', 999: 'main' }, problem: 'unknown' },
    });
    expect(await roles()).toEqual({ 1: 'trial', 2: 'main' });
    await changeRoles(shop, { 1: null, 2: null }, null);
  });

  it.each([
    ['no version', { version: '' }],
    ['another button', { intent: 'delete' }],
    ['a role of no release', { 'role.1': 'bundle' }],
    ['no product', { 'role.constructor': 'main' }],
    [
      'more products than a page has',
      Object.fromEntries(many(1, 1001).map((id) => [`role.${id}`, 'main'])),
    ],
  ])('takes no form with %s', async (_, wrong) => {
    const own = products.action(request({ version: '0', ...wrong }));
    await expect(own).rejects.toMatchObject({ status: 400 });
    expect(await roles()).toEqual({});
  });

  it('previews nothing while the numbers are counted again', async () => {
    await takeSnapshot(shop, null, AT);
    await changeRoles(shop, { 1: 'trial' }, null);
    expect(await previewRoles(shop, {})).toBe('counting');
    await changeRoles(shop, { 1: null }, null);
  });
});

it('a form without changes is no draft', () => {
  const form = new FormData();
  for (const [name, value] of [
    ['version', '3'],
    ['role.1', 'trial'],
    ['was.1', 'trial'],
  ] as const)
    form.set(name, value);
  expect(parseRolesForm(form)).toMatchObject({ intent: 'save', version: 3, draft: {}, marked: [] });
});

describe('the page of the roles', () => {
  const view: RolesView = {
    ...{ version: 5, search: '', matching: 5, currency: 'JPY', timezone: 'Asia/Tokyo' },
    products: [
      row('1', 'お試しセット', { role: 'trial', reason: { why: 'title', word: 'お試し' } }),
      row('2', '青汁', { role: 'main', reason: { why: 'plan' } }),
      row('3', '青汁90日分', { role: 'main', reason: { why: 'afterTrial', customers: 45 } }),
      row('4', '石けん', { role: 'crossSell', reason: { why: 'later', laterShare: 0.81 } }),
      row('5', 'ミスト', {
        role: 'trial',
        reason: { why: 'cheapFirst', priceShare: 0.25, firstShare: 0.18 },
      }),
    ],
  };
  function row(
    id: string,
    title: string,
    suggestion: RolesView['products'][number]['suggestion'],
  ): RolesView['products'][number] {
    return { id, title, suggestion, role: null, firstShare: 0.18, orders: 1204, price: 980 };
  }
  const html = (own: RolesView, language: Language, answer?: RolesAnswer) =>
    rendered(<RolesPage view={own} answer={answer} />, language, '/app/settings/products');
  const text = (...given: Parameters<typeof html>) => words(html(...given));
  const moved: RolesAnswer = {
    ...{ draft: { 1: 'trial' as const }, version: 5 },
    preview: {
      ...{ up: 0, down: 412, moves: [{ from: 'customer', to: 'purchaser', customers: 412 }] },
      groups: [
        { group: 'purchaser', before: 1000, after: 1412 },
        { group: 'customer', before: 900, after: 488 },
        { group: 'loyal', before: 7, after: 7 },
      ],
    },
  };

  it('says each suggestion with its reason', () => {
    const japanese = text(view, 'ja');
    for (const words of [
      '提案：お試し（商品名に「お試し」がある）',
      '提案：本商品（定期購入で売れている）',
      '提案：本商品（お試しのあとに45人が買った商品のうち、最も高い）',
      '提案：クロスセル（注文の81%が2回目以降）',
      '提案：お試し（価格がほかの商品の中央値の25%で、初回注文の18%を占める）',
      '初回注文の18.0% ・ 注文1,204件 ・ 価格¥980',
      '5件の提案をすべて反映',
    ])
      expect(japanese).toContain(words);
    expect(text(view, 'en')).toContain(
      'Suggested: Cross-sell (81% of its orders are not a first order)',
    );
  });

  it.each(LANGUAGES)('says whom a draft moves, and keeps it in the form, in %s', (language) => {
    const shown = html(view, language, moved);
    expect(words(shown)).toContain(
      {
        ja: '412人がステージ2（一般顧客）から1（購入者）へ移ります。 保存すると変わること ステージ いま 保存後 1 購入者 1,000人 1,412人 2 一般顧客 900人 488人',
        en: '412 customers move from stage 2 (Customer) to 1 (First-time buyer). Preview of changes Stage Now After saving 1 First-time buyer 1,000 customers 1,412 customers',
      }[language],
    );
    expect(shown).toMatch(/name="role\.1"[^]*?<option value="trial" selected="">/);
    expect(shown).toContain('name="version" readonly="" value="5"');
    // it has its role in the draft: four are left to take
    expect(words(shown)).toContain(language === 'ja' ? '4件の提案' : 'Use all 4 suggestions');
  });

  it.each(LANGUAGES)('says every other state in %s', (language) => {
    const draft = { draft: {}, version: 5, preview: null };
    const said = [
      text(view, language, { saved: 1, version: 6 }),
      text(view, language, { ...draft, preview: 'counting' }),
      text(view, language, { ...draft, preview: { waitSeconds: 10 } }),
      text(view, language, { ...draft, problem: 'unknown' }),
      text(view, language, { ...draft, problem: 'noneMarked' }),
      text({ ...view, products: [], search: '' }, language),
      text({ ...view, products: [], search: '抹茶' }, language),
      text({ ...view, matching: 900 }, language),
    ];
    expect(new Set(said).size).toBe(said.length);
    expect(said.join()).not.toMatch(/NaN|undefined|null|\{\{/);
  });

  it('marks the products that someone else has changed, and overwrites with the next save', () => {
    const own = {
      ...view,
      products: view.products.map((one) => ({ ...one, role: 'main' as const })),
    };
    const shown = html(own, 'ja', {
      ...{ draft: { 1: 'trial' as const }, version: 9, preview: null },
      problem: { meanwhile: { 1: 'main' } },
    });
    expect(words(shown)).toContain('この画面を開いたあとに「本商品」に変更されています');
    expect(shown.match(/aria-invalid="true"/g)).toHaveLength(1);
    expect(shown).toContain('name="version" readonly="" value="9"');
  });
});
