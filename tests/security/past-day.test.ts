import { beforeAll, describe, expect, it } from 'vitest';
import { addOrder } from '../support/shops/survey-shop';
import { DOMAIN, running } from '../support/doors/running-doors';

const on = running();
const PAGES = [
  '/app',
  '/app/customers',
  '/app/segments',
  '/app/ltv',
  '/app/repeat',
  '/app/stages',
  '/app/nps',
];
const DATA: Record<string, string> = {
  '/app': 'routes/admin/dashboard/route',
  '/app/nps': 'routes/admin/nps/route',
};
/** Days from today, by the shop's clock. */
const day = (days: number) =>
  new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

let shop: number;
beforeAll(async () => {
  const [row] = await on.db.query(
    `insert into shops (domain, name, currency, timezone, installed_at)
     values ($1, 'Tiny', 'JPY', 'Asia/Tokyo', now()) returning id`,
    [DOMAIN],
  );
  shop = Number(row?.id);
});

const open = (path: string, query: Record<string, string>) =>
  on.ask(`${path}?${String(new URLSearchParams(query))}`, {
    headers: { authorization: `Bearer ${on.token()}` },
  });
const post = (fields: Record<string, string>) =>
  on.ask('/app/past-day', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${on.token()}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
const send = (lastDay: string) => post({ lastDay, page: '/app/ltv' });
const asked = async () => (await on.db.query('select 1 from snapshot_requests')).length;

const SENTENCE = { ja: '指定された日付の数字はありません', en: 'There are no numbers for the day' };

const BACK = { ja: '最新の数字を見る', en: 'Show the latest numbers' };

describe('in a shop without orders', () => {
  it.each(['0000-01-01', '0001-01-01', '1899-12-31'])(
    '%s is refused on every page',
    async (asOf) => {
      for (const path of PAGES) expect((await open(path, { asOf })).status).toBe(400);
      // a form names the last observed day, the one before
      if (asOf < '1899') expect((await send(asOf)).status).toBe(400);
      expect(await asked()).toBe(0);
    },
  );

  it('any other day has a page without numbers', async () => {
    for (const asOf of ['1900-01-01', '2026-01-01', '9999-12-31'])
      expect((await open('/app', { asOf })).status).toBe(200);
  });

  it('an invalid day is ignored', async () => {
    for (const asOf of ['', 'x', '2026-02-30', '10000-01-01', '-0001-01-01', '2026-1-1'])
      expect((await open('/app', { asOf })).status).toBe(200);
  });
});

describe('in a shop with orders', () => {
  beforeAll(async () => {
    await addOrder(on.db, shop, 1, null);
    await on.db.query(`update orders set processed_at = now() - interval '10 days'`);
  });

  it('days before the first and after tomorrow are refused, in the merchant’s language, with a way back', async () => {
    for (const asOf of ['0000-01-01', '2001-01-01', day(-11), day(2), '9999-12-31'])
      for (const path of PAGES)
        for (const locale of ['ja', 'en'] as const) {
          const { status, text } = await open(path, { asOf, locale });
          expect([status, asOf]).toEqual([400, asOf]);
          expect(text).toContain(SENTENCE[locale]);
          expect(text).toContain(BACK[locale]);
        }
  });

  it('the data of a page is refused the same way', async () => {
    for (const [path, route] of Object.entries(DATA)) {
      const { status, text } = await open(path, { asOf: day(-11), _data: route });
      expect(status).toBe(400);
      expect(JSON.parse(text)).toEqual({ problem: 'day' });
    }
  });

  it('days between are shown', async () => {
    for (const asOf of [day(-10), day(-3), day(0), day(1)])
      expect((await open('/app', { asOf })).status).toBe(200);
  });

  it('a form accepts only days between', async () => {
    for (const last of ['0000-01-01', '0001-01-01', day(-12), day(1), '9999-12-31'])
      expect([last, (await send(last)).status]).toEqual([last, 400]);
    expect(await asked()).toBe(0);
    expect((await send(day(0))).headers.location).toMatch(/\/app\/ltv$/);
    expect((await send(day(-5))).headers.location).toContain(`asOf=${day(-4)}`);
    expect(await asked()).toBe(1);
  });

  it('the three fields of a form say a day, the 31st of a shorter month its last', async () => {
    const [year = '', month = '', date = ''] = day(-6).split('-');
    const fields = (of: string) => ({
      [`${of}Year`]: year,
      [`${of}Month`]: month,
      [`${of}Day`]: date,
    });
    const search = `?renewals=without&compare=year&plan=yes&asOf=${day(-2)}&other=1`;
    const sent = await post({ ...fields('last'), page: '/app/repeat', search });
    expect(sent.headers.location).toBe(
      `https://omega.example/app/repeat?renewals=without&asOf=${day(-5)}&compare=year&plan=yes`,
    );
    const compared = await post({ ...fields('compare'), page: '/app/repeat', search });
    expect(compared.headers.location).toBe(
      `https://omega.example/app/repeat?renewals=without&asOf=${day(-2)}&compare=${day(-5)}&plan=yes`,
    );
    // sent by GET, before the page's script runs, it leads to the same page and requests nothing
    const before = await asked();
    const query = { ...fields('last'), page: '/app/repeat', search };
    expect((await open('/app/past-day', query)).headers.location).toBe(sent.headers.location);
    const other = await open('/app/past-day', { lastDay: day(-7), page: '/app/ltv' });
    expect(other.headers.location).toBe(`https://omega.example/app/ltv?asOf=${day(-6)}`);
    expect(await asked()).toBe(before);
    expect((await open('/app/past-day', {})).status).toBe(400);
    const last = await post({ lastYear: '2025', lastMonth: '02', lastDay: '31' });
    expect(last.status).toBe(400);
    const list = '?who=v1+n.2..&sort=last';
    const listed = await post({ lastDay: day(-7), page: '/app/customers', search: list });
    expect(listed.headers.location).toBe(
      `https://omega.example/app/customers${list}&asOf=${day(-6)}`,
    );
    const refused = await post({ lastDay: '2001-01-01', page: '/app/repeat', search: '?plan=yes' });
    expect(JSON.parse(refused.text)).toEqual({ problem: 'day', page: '/app/repeat?plan=yes' });
    const led = await open('/app/past-day', { lastDay: '2001-01-01', page: '/app/repeat' });
    expect(led.headers.location).toBe('https://omega.example/app/repeat?asOf=2001-01-02');
    const faults: Record<string, string>[] = [
      { lastMonth: '13' },
      { lastYear: 'x' },
      { lastDay: '0' },
      { lastYear: '' },
    ];
    for (const wrong of faults)
      expect((await post({ ...fields('last'), ...wrong })).status).toBe(400);
  });

  it('a day to compare with never replaces the page, and is not computed where it has no numbers', async () => {
    const before = await asked();
    for (const compare of ['0000-01-01', '2001-01-01', day(-11), day(2), 'week', '2026-02-30'])
      for (const path of PAGES)
        expect([compare, (await open(path, { compare })).status]).toEqual([compare, 200]);
    const sent = await post({ compareDay: '2001-01-01', page: '/app/ltv' });
    expect(sent.headers.location).toMatch(/\/app\/ltv\?compare=2001-01-02$/);
    expect(await asked()).toBe(before);
    for (const compare of [day(-3), day(0), 'month', 'year'])
      expect([compare, (await open('/app/ltv', { compare })).status]).toEqual([compare, 200]);
    // the page's own day is refused as ever
    expect((await open('/app/ltv', { asOf: '2001-01-01', compare: day(-3) })).status).toBe(400);
  });
});
