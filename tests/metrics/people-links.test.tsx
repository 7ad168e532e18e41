import type { ReactElement } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { now } from '../../app/clock.server';
import { compareDays } from '../../app/metrics/compare/compare';
import { measureDetail } from '../../app/metrics/filter/measure-filtered.server';
import { countPeople, openList } from '../../app/metrics/people/list.server';
import { rulerOf } from '../../app/metrics/people/ruler';
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
import { HomePage } from '../../app/ui/home/home-page';
import { useFormat } from '../../app/ui/numbers/use-format';
import { moveWho } from '../../app/ui/people/flow';
import { readWho } from '../../app/ui/people/who';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { Subscriptions } from '../../app/ui/repeat/subscriptions/subscriptions';
import { nextSteps, repeatView } from '../../app/ui/repeat/view';
import { SegmentsPage } from '../../app/ui/segments/segments-page';
import { segmentsView } from '../../app/ui/segments/view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { database } from '../support/database';
import { shopWith } from '../support/numbers/measure';
import { rendered } from '../support/render';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { cohortsViewOf } from '../ui/cohorts-view';
import { homeViewOf } from '../ui/home-view';
import { statusOf } from '../ui/status';

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

/** Each number of a page that opens people, with whom it opens. */
function linksOf(page: ReactElement): { who: Who; customers: number; text: string }[] {
  const html = rendered(page, 'en');
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
    const pages = {
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
      const links = linksOf(page);
      if (name !== 'subscriptions') expect([name, links.length > 8]).toEqual([name, true]);
      for (const { who, customers, text } of links)
        expect([name, text, JSON.stringify(who), (await totals(who)).customers]).toEqual([
          ...[name, text, JSON.stringify(who), customers],
        ]);
    }
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
