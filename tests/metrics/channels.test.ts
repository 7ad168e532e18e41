import { describe, expect, it } from 'vitest';
import type { ChannelWorth } from '../../app/metrics/costs/channel-worth.server';
import { readChannelNewcomers } from '../../app/metrics/costs/channel-newcomers.server';
import { channelCosts } from '../../app/metrics/formulas/channel-costs';
import { measureDetail } from '../../app/metrics/filter/measure-filtered.server';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { compareReports } from '../support/numbers/compare';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { dayAfter, handBook, type OrderSpec } from './books/build';
import { oracle } from './oracle/oracle';
import { oracleChannels, oracleWorth, type ChannelOfNewcomer } from './oracle/channels';

const db = await database();
const asOf = '2024-06-01';

/** A purchase of a customer who came by a link of this source. */
const came = (customer: number, at: string, source: string | null): OrderSpec => ({
  ...{ customer, at, lines: [{ price: 1000, product: 1 }] },
  ...(source !== null && {
    journey: {
      first: {
        ...{ source: 'x', sourceType: null, referralCode: null },
        utm: { source, medium: 'cpc', campaign: null },
      },
      last: null,
    },
  }),
});

const SHOP = handBook({
  name: 'channels of newcomers',
  asOf,
  orders: [
    // March: 1 and 2 by google, 3 by yahoo, 4 by a source without a channel, 5 unknown
    came(1, '2024-03-10', 'google'),
    came(2, '2024-03-31', 'google'),
    came(3, '2024-03-10', 'yahoo'),
    came(4, '2024-03-10', 'meta'),
    came(5, '2024-03-10', null),
    // a second purchase is no newcomer, whatever brought it
    came(4, '2024-04-10', 'google'),
    // April: 6 was cancelled by google, and came by bing
    { ...came(6, '2024-03-20', 'google'), cancelled: true },
    came(6, '2024-04-20', 'bing'),
    // June is not before D
    came(7, '2024-06-02', 'google'),
  ],
  expected: {},
});
const MAPPING = { 'google/cpc': 'Google', 'bing/cpc': 'Google', 'yahoo/cpc': 'Yahoo' };

const group = ({ channel }: ChannelOfNewcomer) =>
  typeof channel === 'object' ? channel.name : `(${channel})`;

/** Newcomers by month and group, as `2024-03 Google: 2`. */
const summed = (newcomers: readonly ChannelOfNewcomer[]) =>
  [...Map.groupBy(newcomers, (each) => `${each.month} ${group(each)}`)]
    .map(([key, own]) => `${key}: ${String(own.length)}`)
    .sort();

async function counted(shop: Parameters<typeof readChannelNewcomers>[0], mapping: object) {
  const read = await readChannelNewcomers(shop, new Map(Object.entries(mapping)));
  if (read === null) throw new Error('no numbers');
  const months = read.months
    .map(({ month, channel, known, customers }) => {
      const name = channel ?? (known ? '(none)' : '(unknown)');
      return `${month} ${name}: ${String(customers)}`;
    })
    .sort();
  return { ...read, months };
}

describe('newcomers of channels', () => {
  it('are those whose first counted order came by a source of the channel, each in its month', async () => {
    const shop = await shopWith(db, SHOP);
    expect(await readChannelNewcomers(shop, new Map())).toBeNull();
    await measured(shop, asOf);
    const { months, sources, rest } = await counted(shop, MAPPING);
    const byHand = [
      ...['2024-03 (none): 1', '2024-03 (unknown): 1', '2024-03 Google: 2'],
      ...['2024-03 Yahoo: 1', '2024-04 Google: 1'],
    ];
    expect(months).toEqual(byHand);
    expect(summed(oracleChannels(SHOP, asOf, MAPPING))).toEqual(byHand);
    expect(sources).toEqual([
      { source: 'google/cpc', customers: 2 },
      { source: 'bing/cpc', customers: 1 },
      { source: 'meta/cpc', customers: 1 },
      { source: 'yahoo/cpc', customers: 1 },
    ]);
    expect(rest).toEqual({ sources: 0, customers: 0 });
  });

  it.each([61, 62])('agree with a second reading over random shop %i', async (seed) => {
    const book = randomBook(seed, { days: 400 });
    const settings = randomSettings(seed, book);
    const shop = await shopWith(db, book, settings);
    for (const day of [asOf, '2024-02-29']) {
      await db.query('delete from snapshots where shop_id = $1', [shop]);
      await measured(shop, day);
      const { firstOrders } = oracle(book, day, settings);
      const some = firstOrders.sources.filter((_, at) => at % 3 !== 0);
      const mapping = Object.fromEntries(
        some.map(({ source }, at) => [source, `channel ${String(at % 2)}`]),
      );
      const { months, sources } = await counted(shop, mapping);
      expect(months).toEqual(summed(oracleChannels(book, day, mapping, settings)));
      expect(sources).toEqual(firstOrders.sources);
    }
  });
});

describe('the cost of a newcomer by channel', () => {
  const newcomers = [
    { month: '2024-03', channel: 'Google', known: true, customers: 2 },
    { month: '2024-04', channel: 'Google', known: true, customers: 1 },
    { month: '2024-03', channel: null, known: true, customers: 4 },
    { month: '2024-03', channel: null, known: false, customers: 5 },
    { month: '2024-06', channel: 'Google', known: true, customers: 1 },
  ];
  const spend = [
    { month: '2024-03', channel: 'Google', amount: 600 },
    { month: '2024-05', channel: 'Google', amount: 300 },
    { month: '2024-06', channel: 'Google', amount: 90 },
    { month: '2024-03', channel: 'LINE', amount: 50 },
  ];
  const costs = channelCosts(spend, ['Google', 'LINE'], {
    ...{ newcomers, asOf },
    months: ['2024-03', '2024-04', '2024-05', '2024-06'],
  });

  it('is its spend of a month over its newcomers, and unknown where either is missing', () => {
    expect(costs[0]).toEqual({
      group: { channel: 'Google' },
      months: [
        { month: '2024-03', newcomers: 2, spend: 600, cost: 300 },
        { month: '2024-04', newcomers: 1, spend: null, cost: null },
        { month: '2024-05', newcomers: 0, spend: 300, cost: null },
        { month: '2024-06', newcomers: 1, spend: 90, cost: 90 },
      ],
      // (600 + 300) ÷ (2 + 0): the months with spend that are over
      acquired: { spend: 900, newcomers: 2 },
      cost: 450,
    });
    expect(costs[1]).toMatchObject({
      months: [{ newcomers: 0, spend: 50, cost: null }, {}, {}, {}],
      cost: null,
    });
  });

  it('counts every newcomer in one channel or in none, and spreads none', () => {
    expect(costs.map(({ group }) => group).slice(2)).toEqual(['unmapped', 'unknown']);
    expect(costs.slice(2).map(({ months }) => months[0]?.newcomers)).toEqual([4, 5]);
    const all = costs.flatMap(({ months }) => months.map(({ newcomers: own }) => own));
    expect(all.reduce((sum, own) => sum + own, 0)).toBe(13);
    expect(costs.slice(2).map(({ cost }) => cost)).toEqual([null, null]);
  });
});

/** A channel's newcomers of a day: they buy for 1000, and again after 40 days for 2000. */
const cameBy = (source: string | null, from: number, count: number, back: number): OrderSpec[] =>
  Array.from({ length: count }, (_, at) => from + at).flatMap((customer) => [
    came(customer, dayAfter(asOf, -back), source),
    {
      ...{ customer, at: dayAfter(asOf, 40 - back) },
      lines: [{ price: 2000, product: 1 }],
    },
  ]);

const WORTH = handBook({
  name: 'what channels cost and bring',
  asOf,
  // a margin of 0.4
  settings: { defaultMargin: 0.4 },
  orders: [
    // 30 by google and 29 by yahoo on 22 February, and 3 of unknown source
    ...cameBy('google', 1, 30, 100),
    ...cameBy('yahoo', 101, 29, 100),
    ...cameBy(null, 201, 3, 100),
  ],
  expected: {},
});

async function worthOf(shop: ShopId, base: Snapshot): Promise<ChannelWorth> {
  const at = new Date(`${base.asOf}T12:00:00Z`);
  return (await measureDetail(shop, 'channels', {}, base, at)) as ChannelWorth;
}

const store = async (
  shop: ShopId,
  mapping: object,
  spend: Record<string, Record<string, number>>,
) => {
  await db.query(`update shops set settings = settings || $2::jsonb where id = $1`, [
    shop,
    { channels: { sources: mapping } },
  ]);
  await db.query('delete from advertising_spend where shop_id = $1', [shop]);
  for (const [channel, months] of Object.entries(spend))
    for (const [month, amount] of Object.entries(months))
      await db.query('insert into advertising_spend values ($1, $2, $3, $4)', [
        ...[shop, `${month}-01`, channel, amount],
      ]);
};

const keyOf = ({ group: of }: ChannelWorth['groups'][number]) =>
  typeof of === 'object' ? of.channel : `(${of === 'unmapped' ? 'none' : of})`;

describe('what a channel’s newcomers cost and bring', () => {
  it('is of its own newcomers: spend ÷ newcomers, R, and the day that pays it back', async () => {
    const shop = await shopWith(db, WORTH, WORTH.settings);
    await store(
      shop,
      { 'google/cpc': 'Google', 'yahoo/cpc': 'Yahoo' },
      { Google: { '2024-02': 30_000 }, Yahoo: { '2024-02': 2900 }, LINE: { '2024-03': 500 } },
    );
    const { groups, marginRate } = await worthOf(shop, await measured(shop, asOf));
    expect(marginRate).toBe(0.4);
    const whole = Object.fromEntries(groups.map((own) => [keyOf(own), own.whole]));
    expect(Object.keys(whole)).toEqual(['(all)', 'Google', 'LINE', 'Yahoo', '(none)', '(unknown)']);
    // 0.4 × (1000 + 2000) reaches 1000 within 41 days; nobody is seen for a year
    expect(whole['Google']).toEqual({
      ...{ newcomers: 30, spend: 30_000, cost: 1000, revenue90: 3000, revenue365: null },
      ...{ ratio: null, paybackDays: 41, paybackUnknown: null },
    });
    // 29 are too few for R; spend without newcomers has no cost; a newcomer of unknown source is not spread
    expect(whole['Yahoo']).toMatchObject({
      ...{ newcomers: 29, cost: 100, revenue90: null, paybackDays: null },
      paybackUnknown: { reason: 'fewObserved', knownDays: 0 },
    });
    expect(whole['LINE']).toMatchObject({ newcomers: 0, spend: 500, cost: null });
    expect(whole['(unknown)']).toMatchObject({ newcomers: 3, spend: null, cost: null });
    expect(whole['(none)']).toMatchObject({ newcomers: 0 });
    // 33,400 ÷ 62: its months are February and March
    expect(whole['(all)']).toMatchObject({ newcomers: 62, spend: 33_400, cost: 33_400 / 62 });
    const february = groups.map((own) => [
      keyOf(own),
      own.months.find(({ month }) => month === '2024-02')?.newcomers,
    ]);
    expect(february).toEqual([
      ...[
        ['(all)', 62],
        ['Google', 30],
        ['LINE', 0],
      ],
      ...[
        ['Yahoo', 29],
        ['(none)', 0],
        ['(unknown)', 3],
      ],
    ]);
  });

  it.each([61, 62, 63])('agrees with a second reading over random shop %i', async (seed) => {
    const book = randomBook(seed, { days: seed === 63 ? 1000 : 400, customers: 450 });
    const settings = { ...randomSettings(seed, book), advertising: [] };
    const shop = await shopWith(db, book, settings);
    const { firstOrders } = oracle(book, asOf, settings);
    const mapping = Object.fromEntries(
      firstOrders.sources
        .filter((_, at) => at % 3 !== 0)
        .map(({ source }, at) => [source, `channel ${String(at % 2)}`]),
    );
    const spend = {
      'channel 0': { '2023-06': 90_000, '2024-03': 40_000, '2024-05': 0 },
      'channel 1': { '2023-12': 600, '2024-02': 90, '2024-06': 80 },
      'channel 2': { '2024-01': 70 },
    };
    await store(shop, mapping, spend);
    for (const day of [asOf, '2024-02-29']) {
      await db.query('delete from snapshots where shop_id = $1', [shop]);
      const base = await measured(shop, day);
      const { groups } = await worthOf(shop, base);
      const read = oracleWorth(book, day, { mapping, spend }, settings);
      for (const own of groups) {
        const expected = read(keyOf(own));
        expect([keyOf(own), compareReports(own.whole, expected.whole)]).toEqual([keyOf(own), []]);
        const months = Object.fromEntries(own.months.map(({ month, ...rest }) => [month, rest]));
        expect(Object.keys(months)).toEqual(Object.keys(expected.months));
        expect([keyOf(own), compareReports(months, expected.months)]).toEqual([keyOf(own), []]);
      }
      // all of them are the shop's own numbers
      const { acquisitionCost, curve, paybackDays } = base.ltv;
      const [all] = groups;
      expect(compareReports(all?.whole.cost, acquisitionCost)).toEqual([]);
      expect(compareReports(all?.whole.revenue90, curve[2]?.revenue ?? null)).toEqual([]);
      expect(all?.whole.paybackDays).toBe(paybackDays);
    }
  });
});
