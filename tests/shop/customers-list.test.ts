import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShopId } from '../../app/store/db.server';
import { handBook } from '../metrics/books/build';
import { merchantRequest } from '../support/doors/merchant-request';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { addShop } from '../support/shops/shop';
import type { CustomersView, ShownList } from '../../app/ui/people/view';

const on = await stage();
const { shopOf, worldOf } = await import('../support/numbers/measure');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const page = await import('../../app/routes/admin/customers/list');
const counts = await import('../../app/routes/admin/customers/counts');

const DOMAIN = 'customers.myshopify.com';
const ASOF = '2026-10-16';
let shop: ShopId;
let other: ShopId;

/** 60 customers who bought once, and one who bought on three days. */
const book = handBook({
  name: 'customers',
  asOf: ASOF,
  orders: [
    ...Array.from({ length: 60 }, (_, at) => ({
      ...{ customer: at + 1, at: '2026-09-01', amount: 1000 + at },
    })),
    ...['2026-06-01', '2026-08-01', '2026-10-01'].map((at) => ({
      ...{ customer: 99, at, amount: 5000 },
    })),
  ],
  customers: [{ id: 99, firstName: '花子', lastName: '山田' }],
  settings: {
    answers: [
      { customerId: 1, score: 3, at: '2026-10-10T00:00:00Z' },
      { customerId: 99, score: 10, at: '2026-10-02T00:00:00Z' },
    ],
  },
  expected: {},
});

beforeAll(async () => {
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world, book.settings);
  other = await addShop(on.db, 'other.myshopify.com');
  await takeSnapshot(shop, null, NOW);
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
});
beforeEach(async () => {
  await on.db.query('delete from saved_views');
  on.shopify.setLevel2Approved(DOMAIN, true);
});

const PATH = '/app/customers';
const request = (query: string, form?: Record<string, string>) =>
  merchantRequest(on.shopify.idToken(DOMAIN), `${PATH}${query}`, form);

async function view(query = ''): Promise<CustomersView> {
  const answer = await page.loader(request(query));
  if (answer instanceof Response) throw new Error(answer.headers.get('location') ?? '');
  if (answer.view === null) throw new Error('no numbers');
  return answer.view;
}

async function list(query = ''): Promise<ShownList> {
  const { list: shown } = await view(query);
  if (shown === null || shown === 'waiting') throw new Error('no list');
  return shown;
}

const ids = ({ people }: ShownList) => people.map(({ id }) => Number(id));

/** Where a request is led to. */
async function led(query: string): Promise<string> {
  const answer = await page.loader(request(query));
  if (!(answer instanceof Response)) throw new Error('it is led nowhere');
  return decodeURIComponent(answer.headers.get('location') ?? '').replaceAll('+', ' ');
}

async function post(form: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const answer = await page.action(request('', form)).catch((error: unknown) => error);
  if (!(answer instanceof Response)) throw answer;
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

describe('the page of customers', () => {
  it('has everybody, the most revenue first, with the numbers of the day', async () => {
    const all = await view();
    const shown = await list();
    expect([all.customers, all.revenue]).toEqual([61, 60 * 1000 + (59 * 60) / 2 + 15_000]);
    expect([shown.customers, shown.revenue]).toEqual([all.customers, all.revenue]);
    expect(ids(shown).slice(0, 3)).toEqual([99, 60, 59]);
    expect(shown.people[0]).toMatchObject({
      ...{ name: { first: '花子', last: '山田' }, stage: 'fan', segment: 'loyal', n: 3 },
      ...{ revenue: 15_000, first: '2026-06-01', last: '2026-10-01', score: 10 },
    });
  });

  it('goes on at a customer, and back', async () => {
    const first = await list();
    expect(first.people).toHaveLength(50);
    expect(first.previous).toBeNull();
    const after = new URLSearchParams({ after: first.next ?? '' }).toString();
    const second = await list(`?${after}`);
    expect(ids(second)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(second.next).toBeNull();
    expect([second.customers, second.revenue]).toEqual([first.customers, first.revenue]);
    const before = new URLSearchParams({ before: second.previous ?? '' }).toString();
    expect(ids(await list(`?${before}`))).toEqual(ids(first));
    // an address of another order, or of nothing
    expect(ids(await list(`?sort=last&${after}`))).toHaveLength(50);
    expect(ids(await list('?after=%00~1'))).toHaveLength(50);
  });

  it('shows whom the address chooses, in its order', async () => {
    expect(ids(await list('?who=v1+n.2..'))).toEqual([99]);
    expect(ids(await list('?who=v1+n.2..+or+score.0..6&sort=score'))).toEqual([1, 99]);
    expect((await list('?who=v1+n.9..')).customers).toBe(0);
  });

  it('knows whose complaint somebody has begun to handle', async () => {
    const of = async () =>
      (await list('?who=v1+score.0..6')).people.map(({ id, isOpen }) => [id, isOpen]);
    expect(await of()).toEqual([['1', true]]);
    await on.db.query(
      `insert into answer_states (shop_id, answer_id, state, at)
       select shop_id, id, 'inWork', $2 from survey_answers where shop_id = $1 and score = 3`,
      [shop, NOW],
    );
    expect(await of()).toEqual([['1', false]]);
    expect((await list('?who=v1+score.0..6+handled.open')).customers).toBe(0);
    await on.db.query('delete from answer_states');
  });

  it('shows nobody where it cannot read the address', async () => {
    for (const query of ['?who=v1+shoe.1', '?who=v9+n.1', '?who=v1+stage.king', '?view=12'])
      expect(await view(query)).toMatchObject({ who: null, list: null });
    expect((await view('?product=tea')).who).toBeNull();
  });

  it('makes conditions of the filter of the page that led here', async () => {
    expect(await led('?who=v1 n.1&product=7&discount=no&asOf=2026-10-10&locale=ja')).toBe(
      '/app/customers?who=v1 n.1 filterProduct.7 filterDiscount.no&asOf=2026-10-10&locale=ja',
    );
  });

  it('takes a condition from its form, or says what is wrong', async () => {
    expect(await led('?who=v1 n.1&group=0&field=revenue&set=1&from=1,020円&to=&sort=last')).toBe(
      '/app/customers?who=v1 n.1 revenue.1020..&sort=last',
    );
    expect(await led('?who=v1 n.1&group=0&at=0&field=n&set=1&from=2&not=1')).toBe(
      '/app/customers?who=v1 not.n.2..',
    );
    const refused = await view('?who=v1 n.1&group=0&field=revenue&set=1&from=much');
    expect(refused.draft).toMatchObject({ fault: 'number', fields: { from: 'much' } });
    expect(refused.list).toMatchObject({ customers: 60 });
  });

  it('counts its tabs as their lists do', async () => {
    await post({ intent: 'save', name: 'twice', who: 'v1 n.2..' });
    const answer = await counts.loader(request('/counts'));
    const { counts: shown } = (await answer.json()) as { counts: Record<string, number> };
    const { tabs } = await view();
    expect(Object.keys(shown).toSorted()).toEqual(tabs.map(({ key }) => key).toSorted());
    for (const { key, who } of tabs) {
      if (who === null) throw new Error('unreadable');
      const { writeWho } = await import('../../app/who-address');
      const query = new URLSearchParams({ who: writeWho(who) }).toString();
      expect([key, shown[key]]).toEqual([key, (await list(`?${query}`)).customers]);
    }
    expect(shown).toMatchObject({ everybody: 61, unhappy: 1, promoters: 1 });
  });
});

describe('a kept list', () => {
  const saved = (name: string, who = 'v1 n.2..') => post({ intent: 'save', name, who });
  const rows = () => on.db.query('select name, who from saved_views where shop_id = $1', [shop]);

  it('has a name and the words of its address', async () => {
    expect(await saved('  夏の　セール ')).toEqual({
      status: 200,
      body: { done: 'saved', name: '夏の セール' },
    });
    expect(await rows()).toEqual([{ name: '夏の セール', who: 'v1 n.2..' }]);
    expect((await view()).tabs.at(-1)).toMatchObject({ name: '夏の セール' });
    expect(await saved('x', 'v1 shoe.1')).toMatchObject({ status: 400 });
    expect(await saved('x', '')).toMatchObject({ status: 400 });
  });

  it('has a name of its own, of 40 letters at most', async () => {
    await saved('one');
    for (const [name, fault] of [
      ['', 'empty'],
      ['　', 'empty'],
      ['あ'.repeat(41), 'long'],
      ['one', 'taken'],
    ] as const)
      expect(await saved(name)).toEqual({ status: 400, body: { fault, name, id: null } });
    expect((await saved('👩‍🌾'.repeat(8))).status).toBe(200);
    expect(await rows()).toHaveLength(2);
  });

  it('is one of 30 at most, whoever saves at once', async () => {
    await on.db.query(
      `insert into saved_views (shop_id, name, who) select $1, 'list ' || n, 'v1 n.1' from generate_series(1, 28) n`,
      [shop],
    );
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => saved(name)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 400, 400]);
    expect(await rows()).toHaveLength(30);
  });

  it('is renamed and deleted by its own shop alone', async () => {
    await saved('own');
    const [own] = await on.db.query('select id from saved_views where shop_id = $1', [shop]);
    const [theirs] = await on.db.query(
      `insert into saved_views (shop_id, name, who) values ($1, 'theirs', 'v1 n.1') returning id`,
      [other],
    );
    for (const id of [String(theirs?.id), '0', 'x', '-1', '99999999999', "1'--"]) {
      expect((await post({ intent: 'rename', id, name: 'mine' })).status).toBe(404);
      expect((await post({ intent: 'delete', id })).status).toBe(404);
      expect(await view(`?view=${encodeURIComponent(id)}`)).toMatchObject({ who: null });
    }
    const id = String(own?.id);
    expect((await view(`?view=${id}`)).who).toEqual([[{ field: 'n', from: 2, to: null }]]);
    await saved('second');
    expect((await post({ intent: 'rename', id, name: 'second' })).body).toEqual({
      ...{ fault: 'taken', name: 'second', id },
    });
    expect((await post({ intent: 'rename', id, name: 'first' })).status).toBe(200);
    expect((await post({ intent: 'delete', id })).status).toBe(200);
    expect(await rows()).toEqual([{ name: 'second', who: 'v1 n.2..' }]);
    expect(await on.db.query('select name from saved_views where shop_id = $1', [other])).toEqual([
      { name: 'theirs' },
    ]);
  });

  it('of words that no release reads any more says so, and can be deleted', async () => {
    await on.db.query(
      `insert into saved_views (shop_id, name, who) values ($1, 'old', 'v0 shoe')`,
      [shop],
    );
    const { tabs } = await view();
    expect(tabs.at(-1)).toMatchObject({ name: 'old', who: null });
    expect(await view(`?view=${tabs.at(-1)?.key ?? ''}`)).toMatchObject({ who: null, list: null });
    expect((await post({ intent: 'delete', id: tabs.at(-1)?.key ?? '' })).status).toBe(200);
  });
});

describe('a search', () => {
  const found = async (text: string) => (await post({ intent: 'search', text })).body;
  const hanako = { id: '99', name: { first: '花子', last: '山田' }, counted: true };

  it('finds a customer by number, and by an order', async () => {
    expect(await found('99')).toMatchObject({ found: [{ ...hanako, order: null }] });
    const [order] = await on.db.query(
      'select name from orders where customer_id = 99 order by id limit 1',
    );
    const name = String(order?.name);
    for (const text of [name, name.replace('#', ''), ` ${name} `])
      expect(await found(text)).toMatchObject({ found: [{ ...hanako, order: name }] });
    expect(await found('#99999')).toMatchObject({ found: [], names: 'notAsked' });
    expect(await found('')).toMatchObject({ found: [], text: '' });
  });

  it('asks Shopify for a name, which no row has', async () => {
    for (const text of ['山田', '花子　山田', '"山田" OR id:>0'])
      if (text.startsWith('"')) expect(await found(text)).toMatchObject({ found: [] });
      else expect(await found(text)).toMatchObject({ found: [hanako], names: 'done' });
    on.shopify.setLevel2Approved(DOMAIN, false);
    expect(await found('山田')).toMatchObject({ found: [], names: 'denied' });
  });
});
