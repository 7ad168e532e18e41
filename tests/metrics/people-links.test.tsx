import { JSDOM } from 'jsdom';
import type { ReactElement } from 'react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../../app/clock.server';
import { addMonths } from '../../app/metrics/calendar';
import { compareDays } from '../../app/metrics/compare/compare';
import { measureDetail, measureFiltered } from '../../app/metrics/filter/measure-filtered.server';
import { countPeople, openList } from '../../app/metrics/people/list.server';
import { rulerOf } from '../../app/metrics/people/ruler';
import type { ChannelWorth } from '../../app/metrics/costs/channel-worth.server';
import type { ShownCohorts } from '../../app/metrics/cohorts/shown';
import type { Split } from '../../app/metrics/split/split.server';
import type { NextProducts } from '../../app/metrics/repeat/next-products.sql';
import { countPastPeople } from '../../app/metrics/rollup/past-people.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import type { SegmentGroups } from '../../app/metrics/segments/groups.sql';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { StageMoves } from '../../app/metrics/stages/moves';
import { segmentTextsOf } from '../../app/settings/segment-texts';
import { requestPastPeople } from '../../app/shop/state/past-people.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import type { Who } from '../../app/terms/people';
import { ALL_PARTS } from '../../app/terms/parts-in-use';
import { SPLITS } from '../../app/terms/splits';
import { cellWho } from '../../app/ui/cohorts/whose';
import type { PageStatus } from '../../app/ui/frame/page-status';
import { HomePage } from '../../app/ui/home/home-page';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { ChannelsPage } from '../../app/ui/ltv/channels/channels-page';
import { channelsLtvView } from '../../app/ui/ltv/channels/view';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { useFormat } from '../../app/ui/numbers/use-format';
import { moveWho } from '../../app/ui/people/flow';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { Subscriptions } from '../../app/ui/repeat/subscriptions/subscriptions';
import { nextSteps, repeatView } from '../../app/ui/repeat/view';
import { sheetPeople } from '../../app/ui/sheets/sheet-people';
import { SegmentsPage } from '../../app/ui/segments/segments-page';
import { segmentsView } from '../../app/ui/segments/view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { database } from '../support/database';
import { shopWith } from '../support/numbers/measure';
import { rendered } from '../support/render';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { cohortsViewOf } from '../ui/cohorts-view';
import { ltvViewOf } from '../ui/ltv-view';
import { UNLINKED } from './unlinked-numbers';
import { homeViewOf } from '../ui/home-view';
import { statusOf } from '../ui/status';
import { readWho } from '../../app/who-address';

/** Numbers without a list that were found on the pages. */
const found = new Set<string>();

afterAll(() => {
  // both ways: a number that opens nothing has its reason, and every reason has its number
  expect([...found].sort()).toEqual(Object.keys(UNLINKED).sort());
});

/** The addresses of pages that have a choice. */
const ADDRESSES: Record<string, string> = {
  ...Object.fromEntries(SPLITS.map((by) => [`ltv by ${by}`, `/app/ltv?split=${by}`])),
  'ltv of discount': '/app/ltv?discount=yes',
  'ltv of others': '/app/ltv?discount=no',
};
const NO_CHOICES = { products: [], sources: [], discount: true, plan: false };

const db = await database();
const NOW = new Date('2024-05-31T06:00:00Z');

/** The pane of subscriptions, which a browser draws once it is opened. */
function Pane({ snapshot, currency }: { snapshot: Snapshot; currency: string }) {
  const format = useFormat({ currency, timezone: 'Asia/Tokyo' });
  const { subscriptions, history } = snapshot;
  return (
    subscriptions && (
      <Subscriptions
        numbers={subscriptions}
        newcomersFrom={history.newcomersFrom}
        format={format}
      />
    )
  );
}

/** The columns and the single numbers of a page that have a number which opens nothing. */
function unlinkedIn(html: string): string[] {
  const { document } = new JSDOM(html).window;
  const cells = [...document.querySelectorAll('td[data-label]')].filter(isOpen).map((cell) => {
    const caption = cell.closest('table')?.querySelector('caption')?.textContent ?? '';
    const total = cell.closest('tbody.om-total') === null ? '' : ' (total)';
    return `${caption}: ${cell.getAttribute('data-label') ?? ''}${total}`;
  });
  const single = [...document.querySelectorAll('p.om-number')]
    .filter(isOpen)
    .map((number) => number.previousElementSibling?.textContent ?? '');
  return [...cells, ...single].map((place) => place.replaceAll(/\d[\d,.]*/g, 'n'));
}

/** Whether an element has a number other than 0 that opens nothing. */
const isOpen = (element: Element): boolean =>
  /[1-9]/.test(element.textContent ?? '') && element.querySelector('a') === null;

/** Each number of a page that opens people, with whom it opens. */
function linksOf(html: string): { who: Who; customers: number; text: string }[] {
  const links = [...html.matchAll(/<a class="om-people-link"([^>]*)>(.*?)<\/a>/gs)];
  return links.map(([, attributes = '', inside = '']) => {
    const href = (/href="([^"]*)"/.exec(attributes)?.[1] ?? '').replaceAll('&amp;', '&');
    const who = readWho(new URL(href, 'http://app.invalid').searchParams.get('who') ?? '');
    if (who === null) throw new Error(`no list: ${href}`);
    const text = inside.replace(/<span class="om-hidden">.*/s, '').replaceAll(/<[^>]*>/g, '');
    return { who, text, customers: Number((/[\d,]+/.exec(text)?.[0] ?? '').replaceAll(',', '')) };
  });
}

describe.each([0, 1, 3, 5])('of random shop %i', (seed) => {
  const book = randomBook(seed);
  const settings = randomSettings(seed, book);
  let shop: ShopId;
  let snapshot: Snapshot;
  let moves: StageMoves;
  let groups: SegmentGroups;
  let next: NextProducts;
  beforeAll(async () => {
    shop = await shopWith(db, book, settings);
    snapshot = await takeSnapshot(shop, null, NOW);
    const { since } = snapshot.statusFlow;
    const count = async (name: `moves.${string}` | 'segments' | 'nextProducts') =>
      await measureDetail(shop, name, {}, snapshot, NOW);
    moves = (await count(`moves.${since}`)) as StageMoves;
    groups = (await count('segments')) as SegmentGroups;
    next = (await count('nextProducts')) as NextProducts;
    await requestPastPeople(shop, [since]);
    await countPastPeople(shop, now());
  });

  const totals = (who: Who) =>
    withShop(shop, async (tx) => {
      const list = await openList(tx, shop, who, rulerOf(snapshot));
      if ('missing' in list) throw new Error(`missing ${list.missing.join()}`);
      return await countPeople(tx, list);
    });

  it('every number opens exactly the people that it counts', async () => {
    const status = statusOf({ currency: book.currency, asOf: snapshot.asOf });
    const comparison = compareDays(snapshot, null, moves.since);
    const beside = { ...{ groups, ends: [], saved: [], version: 1, usesNps: true, comparison } };
    const pages: Record<string, ReactElement> = {
      ...(await ltvPages(status)),
      nps: <NpsPage status={status} view={npsView(snapshot)} latest={null} />,
      home: <HomePage status={status} view={homeViewOf(snapshot, null)} />,
      segments: (
        <SegmentsPage
          status={status}
          view={segmentsView(snapshot, { ...beside, texts: segmentTextsOf(null) })}
        />
      ),
      stages: <StagesPage status={status} view={stagesView(snapshot, [], comparison, [], moves)} />,
      repeat: (
        <RepeatPage
          status={status}
          view={{
            ...repeatView(snapshot, 'with'),
            ...{ cohorts: cohortsViewOf(snapshot, 'customers'), next: nextSteps(next, 'with') },
          }}
        />
      ),
      subscriptions: <Pane snapshot={snapshot} currency={book.currency} />,
    };
    for (const [name, page] of Object.entries(pages)) {
      const html = rendered(page, 'en', ADDRESSES[name]);
      for (const place of unlinkedIn(html)) found.add(`${name.split(' ')[0] ?? ''} ${place}`);
      const links = linksOf(html);
      if (name !== 'subscriptions' && !name.includes(' of '))
        expect([name, links.length > 8]).toEqual([name, true]);
      for (const { who, customers, text } of links)
        expect([name, text, JSON.stringify(who), (await totals(who)).customers]).toEqual([
          ...[name, text, JSON.stringify(who), customers],
        ]);
    }
  });

  /** The page of LTV: split in each way, and of a part of the customers. */
  async function ltvPages(status: PageStatus): Promise<Record<string, ReactElement>> {
    const pages: Record<string, ReactElement> = {};
    for (const by of SPLITS) {
      const split = (await measureDetail(shop, `split.${by}`, {}, snapshot, NOW)) as Split;
      const shown = { splits: SPLITS, split };
      const view = ltvViewOf(snapshot, undefined, null, null, ALL_PARTS, null, shown);
      pages[`ltv by ${by}`] = <LtvPage status={status} view={view} />;
    }
    const filtered = { choices: NO_CHOICES, state: 'shown' as const };
    for (const discount of [true, false]) {
      const part = await measureFiltered(shop, { discount }, snapshot, NOW);
      pages[`ltv of ${discount ? 'discount' : 'others'}`] = (
        <LtvPage status={{ ...status, filtered }} view={ltvViewOf(part)} />
      );
    }
    return pages;
  }

  it('a channel opens its newcomers, of all months and of each', async () => {
    const sources = await db.query(
      `select distinct first_source as source from people
       where shop_id = $1 and first_source is not null order by 1`,
      [shop],
    );
    const mapping = new Map(
      sources.filter((_, at) => at % 2 === 0).map(({ source }) => [String(source), 'A']),
    );
    const month = addMonths(snapshot.asOf, -2).slice(0, 7);
    await db.query('update shops set settings = settings || $2::jsonb where id = $1', [
      ...[shop, { channels: { sources: Object.fromEntries(mapping) } }],
    ]);
    const numbers = async () =>
      (await measureDetail(shop, 'channels', {}, snapshot, NOW)) as ChannelWorth;
    const opened = async (worth: ChannelWorth) => {
      for (const asked of [null, 'is A', 'unmapped', 'unknown']) {
        const view = channelsLtvView(snapshot, worth, { mapping, asked });
        const page = <ChannelsPage status={statusOf({ filtered: null })} view={view} />;
        const links = linksOf(rendered(page, 'en', '/app/ltv/channels'));
        expect([asked, links.length > 0]).toEqual([asked, true]);
        for (const { who, customers, text } of links)
          expect([text, JSON.stringify(who), (await totals(who)).customers]).toEqual([
            ...[text, JSON.stringify(who), customers],
          ]);
      }
    };
    await opened(await numbers());
    // with spend, a row is of the months that have it
    await db.query('insert into advertising_spend values ($1, $2, $3, 1000)', [
      ...[shop, `${month}-01`, 'A'],
    ]);
    await opened(await numbers());
  });

  it('a cell of a cohort opens those who bought in its period', async () => {
    const cells = cohortsViewOf(snapshot, 'customers');
    const shown = cells.shown as ShownCohorts;
    for (const { at, totals: buyers } of shown.rows)
      for (const [since, customers] of buyers.entries()) {
        const who = cellWho(cells, shown, at, since) ?? [];
        expect([at, since, (await totals(who)).customers]).toEqual([at, since, customers]);
      }
  });

  it('a sheet opens the people of its number', async () => {
    for (const [sheet, { who, customers }] of Object.entries(sheetPeople(snapshot, 'with')))
      expect([sheet, (await totals(who)).customers]).toEqual([sheet, customers]);
  });

  it('a cell of the moves has the revenue of its people, filtered too', async () => {
    const { since } = moves;
    const some = (await measureDetail(
      shop,
      `moves.${since}`,
      { discount: true },
      snapshot,
      NOW,
    )) as StageMoves;
    const filter = { field: 'filterDiscount' as const, is: ['yes'] };
    for (const [counted, more] of [
      [moves, []],
      [some, [filter]],
    ] as const)
      for (const { from, to, customers, revenue } of counted.cells) {
        const found = await totals(moveWho(since, from, to).map((group) => [...group, ...more]));
        expect([from, to, more, found.customers]).toEqual([from, to, more, customers]);
        expect(found.revenue).toBeCloseTo(revenue, 6);
      }
  });
});
