import { describe, expect, it } from 'vitest';
import { readChannelNewcomers } from '../../app/metrics/costs/channel-newcomers.server';
import { channelCosts } from '../../app/settings/entered/channel-costs';
import { database } from '../support/database';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { handBook, type OrderSpec } from './books/build';
import { oracle } from './oracle/oracle';
import { oracleChannels, type ChannelOfNewcomer } from './oracle/channels';

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
  const spend = new Map([
    ...([
      ['2024-03 Google', 600],
      ['2024-05 Google', 300],
    ] as const),
    ...([
      ['2024-06 Google', 90],
      ['2024-03 LINE', 50],
    ] as const),
  ]);
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
