import { beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { changeSpend } from '../../app/settings/advertising/spend.server';
import { parseChannelsForm } from '../../app/settings/channels/channels-form';
import {
  changeMapping,
  followChannels,
  mappingOf,
  parseMapping,
  MOST_MAPPED,
  type Mapping,
} from '../../app/settings/channels/channels.server';
import { editedSpend } from '../../app/settings/entered/spend-grid';
import { suggestChannels } from '../../app/settings/entered/suggest-channels';
import { readHistory } from '../../app/settings/history.server';
import { undoChange } from '../../app/settings/undo.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { shopById } from '../../app/store/shops/shops';
import { AdvertisingPage } from '../../app/ui/settings/advertising/advertising-page';
import { ChannelsPage } from '../../app/ui/settings/advertising/channels-page';
import type { ChannelsAnswer, ChannelsView } from '../../app/ui/settings/advertising/channels-view';
import { gridView } from '../../app/ui/settings/advertising/grid-view';
import { HistoryPage } from '../../app/ui/settings/history-page';
import { database } from '../support/database';
import { emptyQueue, queued } from '../support/queued';
import { rendered, words } from '../support/render';
import { addShop } from '../support/shops/shop';

const db = await database();
let shop: ShopId;
beforeEach(async () => {
  await db.query(
    'truncate shops, settings_changes, snapshots, snapshot_refreshes, advertising_spend cascade',
  );
  await emptyQueue(db);
  shop = await addShop(db);
  await changeSpend(shop, () => ({ '2026-01 Google': 1000, '2026-01 LINE': 500 }), null);
});
const stored = async () =>
  Object.fromEntries(mappingOf(await withShop(shop, (tx) => shopById(tx, shop))));
const save = (mapping: Mapping, version: number | null = null) =>
  changeMapping(shop, mapping, version);

describe('the channels of sources', () => {
  it('are changed as one row of the history, count nothing again, and are undone', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at) values ($1, '2026-05-01', '{}', now())`,
      [shop],
    );
    await emptyQueue(db);
    expect(await save({ 'google/cpc': 'Google', 'line/ads': 'LINE' }, 1)).toEqual({ version: 2 });
    // a source has one channel: the later choice
    expect(await save({ 'line/ads': 'Google', 'x/y': null }, 2)).toEqual({ version: 3 });
    expect(await stored()).toEqual({ 'google/cpc': 'Google', 'line/ads': 'Google' });
    expect(await readHistory(shop)).toMatchObject([
      {
        part: 'channels',
        name: 'sources',
        before: { 'line/ads': 'LINE' },
        after: { 'line/ads': 'Google' },
      },
      { after: { 'google/cpc': 'Google', 'line/ads': 'LINE' } },
      { part: 'advertising' },
    ]);
    expect(await db.query('select stale from snapshots')).toEqual([{ stale: false }]);
    expect(await queued(db)).toEqual([]);
    const which = { version: 3, part: 'channels', name: 'sources' } as const;
    expect(await undoChange(shop, which, false)).toEqual({ state: 'done', version: 4 });
    expect(await stored()).toEqual({ 'google/cpc': 'Google', 'line/ads': 'LINE' });
    expect(await undoChange(shop, which, false)).toMatchObject({
      state: 'changed',
      value: { 'line/ads': 'LINE' },
    });
    expect(await undoChange(shop, { ...which, version: 2 }, false)).toMatchObject({
      state: 'done',
    });
    expect(await stored()).toEqual({});
  });

  it('of two people: the second is told of the sources that both chose, and loses nothing', async () => {
    await save({ 'google/cpc': 'Google' }, 1);
    expect(await save({ 'google/cpc': 'LINE', 'line/ads': 'LINE' }, 1)).toEqual({
      ...{ version: 2, meanwhile: { 'google/cpc': 'Google' } },
    });
    expect(await stored()).toEqual({ 'google/cpc': 'Google' });
    expect(await save({ 'line/ads': 'LINE' }, 1)).toEqual({ version: 3 });
    expect(await save({ 'google/cpc': 'LINE' }, 3)).toEqual({ version: 4 });
    expect(await stored()).toEqual({ 'google/cpc': 'LINE', 'line/ads': 'LINE' });
  });

  it('are channels of the shop, and no more sources than may be', async () => {
    expect(await save({ 'google/cpc': 'Google', 'a/b': 'Yahoo' })).toEqual({ unknown: ['Yahoo'] });
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`source ${at}`, 'LINE']));
    expect(await save(many(MOST_MAPPED + 1))).toEqual({ tooMany: true });
    expect(await stored()).toEqual({});
    expect(await save(many(MOST_MAPPED))).toEqual({ version: 2 });
    expect(await save({ another: 'LINE' })).toEqual({ tooMany: true });
    expect(await save({ another: 'LINE', 'source 0': null })).toEqual({ version: 3 });
    for (const kept of [{ '': 'LINE' }, { a: '' }, { a: ' LINE' }, { a: 5 }, [], null])
      expect(parseMapping(kept)).toBeNull();
  });

  it('follow a channel that is renamed, two that swap their names, and go with a removed one', async () => {
    await save({ 'google/cpc': 'Google', 'line/ads': 'LINE', 'b/c': 'LINE' });
    const follow = (renamed: { from: string; to: string }[], removed: string[] = []) =>
      withShop(shop, (tx) => followChannels(tx, shop, { renamed, removed }));
    await follow([
      { from: 'Google', to: 'LINE' },
      { from: 'LINE', to: 'Google' },
    ]);
    expect(await stored()).toEqual({ 'google/cpc': 'LINE', 'line/ads': 'Google', 'b/c': 'Google' });
    await follow([{ from: 'LINE', to: 'Google 広告' }], ['Google']);
    expect(await stored()).toEqual({ 'google/cpc': 'Google 広告' });
    const { length } = await readHistory(shop);
    expect(await follow([{ from: 'none', to: 'other' }])).toEqual([]);
    // a channel without spend keeps its sources until the merchant takes them
    expect(await save({ 'google/cpc': 'LINE' })).toMatchObject({ version: length + 1 });
  });

  it('change together with the spend, or not at all', async () => {
    await save({ 'google/cpc': 'Google' });
    const failing = changeSpend(
      shop,
      () => ({ '2026-01 Google': 7 }),
      null,
      async (tx) => {
        await followChannels(tx, shop, { renamed: [], removed: ['Google'] });
        throw new Error('cut off');
      },
    );
    await expect(failing).rejects.toThrow('cut off');
    expect(await stored()).toEqual({ 'google/cpc': 'Google' });
    expect(await readHistory(shop)).toHaveLength(2);
  });

  it('of a renamed channel go back with its spend, in one undo, but for those that were matched anew', async () => {
    await save({ 'google/cpc': 'Google', 'g/ads': 'Google', 'line/ads': 'LINE' });
    const edit = { renamed: [{ from: 'Google', to: 'Google 広告' }], removed: [], cells: {} };
    const renamed = await changeSpend(
      shop,
      (known) => editedSpend(known, edit),
      null,
      (tx) => followChannels(tx, shop, edit),
    );
    expect(renamed).toEqual({ version: 3 });
    expect((await readHistory(shop)).map(({ version, part }) => [version, part])).toEqual([
      [3, 'advertising'],
      [3, 'channels'],
      [2, 'channels'],
      [1, 'advertising'],
    ]);
    await save({ 'g/ads': 'LINE' });
    const which = (version: number) => ({ version, part: 'advertising', name: 'spend' }) as const;
    expect(await undoChange(shop, which(3), false)).toEqual({ state: 'done', version: 5 });
    expect(await stored()).toEqual({ 'google/cpc': 'Google', 'g/ads': 'LINE', 'line/ads': 'LINE' });
    // and the undo is undone as one
    await undoChange(shop, which(5), false);
    expect(await stored()).toMatchObject({ 'google/cpc': 'Google 広告', 'g/ads': 'LINE' });
  });
});

describe('suggested channels', () => {
  const suggested = (source: string, channels: string[]) => {
    const found = suggestChannels([source], channels).get(source);
    return found && [found.channel, found.why];
  };

  it.each([
    ['google/cpc', ['Google', 'LINE'], ['Google', 'paid']],
    ['google/cpc', ['Google広告'], ['Google広告', 'paid']],
    ['google/cpc', ['グーグル リスティング'], ['グーグル リスティング', 'paid']],
    ['facebook/paid_social', ['Meta Ads', 'Google'], ['Meta Ads', 'paid']],
    ['instagram/cpc', ['Facebook', 'Instagram'], ['Instagram', 'paid']],
    ['line/message', ['LINE'], ['LINE', 'name']],
    ['a8/affiliate', ['A8.net'], ['A8.net', 'paid']],
    ['ｇｏｏｇｌｅ/cpc', ['google'], ['google', 'paid']],
    ['shop-news/cpc', ['Shop-News'], ['Shop-News', 'paid']],
  ])('%j of %j is %j', (source, channels, expected) => {
    expect(suggested(source, channels)).toEqual(expected);
  });

  it.each([
    ['a search, which no advertisement brought', 'google', ['Google']],
    ['an unpaid medium', 'google/organic', ['Google']],
    ['a brand by an email', 'facebook/email', ['Meta']],
    ['two channels of one brand', 'google/cpc', ['Google 検索A', 'Google 検索B']],
    ['a word inside another', 'online/cpc', ['LINE']],
    ['a channel of two brands', 'google/cpc', ['Google・Yahoo']],
    ['no channel of the name', 'tiktok/cpc', ['Google', '__proto__', 'constructor']],
  ])('do not take %s', (_, source, channels) => {
    expect(suggested(source, channels)).toBeUndefined();
  });
});

describe('the form of channels', () => {
  const parse = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ version: '4', rows: '3', ...fields }))
      form.set(name, value);
    return parseChannelsForm(form);
  };
  const rows = {
    ...{ 'source.0': 'google/cpc', 'was.0': '', 'channel.0': '', 'suggested.0': 'Google' },
    ...{ 'source.1': 'line/ads', 'was.1': 'LINE', 'channel.1': '' },
    ...{ 'source.2': 'a', 'was.2': '', 'channel.2': 'LINE', 'suggested.2': 'Google' },
  };

  it('has what was changed, and all suggestions where they are taken, over no choice', () => {
    expect(parse(rows)).toEqual({ version: 4, draft: { 'line/ads': null, a: 'LINE' } });
    expect(parse({ ...rows, intent: 'suggest' })).toEqual({
      version: 4,
      draft: { 'google/cpc': 'Google', 'line/ads': null, a: 'LINE' },
    });
  });

  it.each([
    ['no version', { version: 'x' }],
    ['endless rows', { rows: '1e9' }],
    ['half a row', { rows: '1.5' }],
    ['no source', { 'source.1': '' }],
    ['an endless source', { 'source.1': 'x'.repeat(201) }],
    ['a source with a NUL', { 'source.1': 'a\0' }],
  ])('is none with %s', (_, wrong) => {
    expect(parse({ ...rows, ...wrong })).toBeNull();
  });
});

const month = (at: string, newcomers: number, spend: number | null = null) => ({
  ...{ month: at, newcomers, spend },
  cost: spend === null || newcomers === 0 ? null : spend / newcomers,
});
const view: ChannelsView = {
  ...{ version: 4, currency: 'JPY', timezone: 'Asia/Tokyo', channels: ['Google', 'LINE'] },
  sources: [
    { source: 'google/cpc', customers: 40, channel: 'Google', suggestion: null },
    {
      ...{ source: 'line/ads', customers: 12, channel: null },
      suggestion: { channel: 'LINE', why: 'paid', medium: 'ads' },
    },
    { source: 'direct', customers: 3, channel: null, suggestion: null },
  ],
  ...{ rest: { sources: 7, customers: 9 }, unmapped: 24, unknown: 5 },
  costs: [
    {
      group: { channel: 'Google' },
      months: [month('2026-10', 40, 100_000)],
      ...{ cost: 2500, acquired: { spend: 100_000, newcomers: 40 } },
    },
    {
      group: { channel: 'LINE' },
      months: [month('2026-10', 0, 5000)],
      ...{ cost: null, acquired: { spend: 5000, newcomers: 0 } },
    },
    { group: 'unmapped', months: [month('2026-10', 24)], ...{ cost: null, acquired: null } },
    { group: 'unknown', months: [month('2026-10', 5)], ...{ cost: null, acquired: null } },
  ],
};
const page = (language: Language, change: Partial<ChannelsView> = {}, answer?: ChannelsAnswer) =>
  rendered(<ChannelsPage view={{ ...view, ...change }} answer={answer} />, language);
const BROKEN = /NaN|undefined|null|\{\{|\[object|Invalid/;

describe('the page of channels', () => {
  it.each(LANGUAGES)('has its words in every state, in %s', (language) => {
    const none = { channels: [], sources: [], costs: null };
    const answers: (ChannelsAnswer | undefined)[] = [
      ...[undefined, { saved: 2 }, { refused: 'gone', chosen: {} } as const],
      { refused: 'tooMany', chosen: {} },
      { meanwhile: { 'google/cpc': 'LINE', b: null }, version: 9, chosen: { 'line/ads': 'LINE' } },
    ];
    for (const change of [{}, none, { ...none, channels: ['LINE'] }])
      for (const answer of answers)
        expect(words(page(language, change, answer))).not.toMatch(BROKEN);
  });

  it('says each source’s newcomers, its suggestion with the reason, and whom no channel brought', () => {
    const japanese = words(page('ja'));
    expect(japanese).toContain('google/cpc 新規客40人');
    expect(japanese).toContain('提案：LINE（名前が同じで、広告からの訪問：ads）');
    expect(japanese).toContain('新規客は24人、流入元が不明の新規客は5人です');
    expect(japanese).toContain('ほか7件の流入元（新規客9人）');
    expect(japanese).toContain('40人 （1人¥2,500）');
    expect(japanese).toContain('0人 （1人–）');
    expect(page('ja')).toMatch(/<option value="Google" selected="">/);
  });

  it('keeps what the second of two people chose', () => {
    const answer = { meanwhile: { direct: 'Google' }, version: 9, chosen: { direct: 'LINE' } };
    const html = page('en', {}, answer);
    expect(words(html)).toContain('direct has “Google” now.');
    expect(html).toMatch(/<input[^>]*name="version"[^>]*value="9"/);
    expect(html).toMatch(/name="channel\.2".*?<option value="LINE" selected="">/s);
  });

  it.each(LANGUAGES)('has its figures on the page of advertising, too, in %s', (language) => {
    const grid = gridView(
      {
        ...{ version: 4, currency: 'JPY', timezone: 'Asia/Tokyo', decimals: 0 },
        ...{ thisMonth: '2026-11', spend: {}, facts: null, recounting: false },
      },
      null,
    );
    const shown = (of: ChannelsView) =>
      rendered(<AdvertisingPage view={grid} channels={of} />, language);
    expect(words(shown(view))).toContain('¥2,500');
    expect(shown(view)).toContain('href="/app/settings/advertising/channels"');
    const unmapped = view.sources.map((source) => ({ ...source, channel: null }));
    expect(words(shown({ ...view, sources: unmapped }))).not.toContain('¥2,500');
  });

  it('stands in the change history source by source', () => {
    const many = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`s${at}/cpc`, 'Google']));
    const change = {
      ...{ version: 7, part: 'channels', name: 'sources', at: '2026-11-30T01:05:00.000Z' },
      ...{
        before: { ...many, 's0/cpc': null },
        after: many,
        known: true,
        roles: null,
        spend: null,
        costs: null,
      },
    };
    const history = { changes: [change], isCut: false, currency: 'JPY', timezone: 'Asia/Tokyo' };
    const shown = words(rendered(<HistoryPage view={history} />, 'ja'));
    expect(shown).toContain('媒体と流入元');
    expect(shown).toContain('s0/cpc：未設定、s1/cpc：Google');
    expect(shown).toContain('s4/cpc：Google、ほか2件');
  });
});
