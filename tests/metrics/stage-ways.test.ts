import { describe, expect, it } from 'vitest';
import {
  holds,
  STAGE_FACTS,
  stageOf,
  stageRules,
  type StageFact,
  type StageValues,
} from '../../app/metrics/stages/stage-conditions';
import { reasonsOf, stageWithout, waysUp } from '../../app/metrics/stages/stage-ways';
import { STAGE_NUMBERS } from '../../app/terms/stage-numbers';
import { STAGES } from '../../app/terms/stages';
import { chanceOf } from './books/random-source';

const RULES = stageRules(STAGE_NUMBERS);
const NOTHING: StageValues = {
  ...{ purchases: 0, full: 1, upsell: 0, score: -1, brought: 0, event: 0 },
  ...{ subscriptionOrders: 0, runs: 0, subscribed: 0, follower: 0, products: 1 },
};
const customer = (own: Partial<StageValues>): StageValues => ({ ...NOTHING, ...own });
/** As `purchases 2 -> customer`. */
const ways = (own: Partial<StageValues>, cannot: StageFact[] = []) =>
  waysUp(RULES, customer(own), cannot).map(
    ({ needs, to }) => `${needs.map(({ fact, least }) => `${fact} ${least}`).join(', ')} -> ${to}`,
  );
const NO_EXTRAS: StageFact[] = ['brought', 'event', 'follower', 'upsell', 'subscriptionOrders'];

describe('the ways up from a stage', () => {
  it('lead to the next one, and to those beyond it that one step reaches', () => {
    expect(ways({ purchases: 1 }, NO_EXTRAS)).toEqual(['purchases 2 -> customer']);
    expect(ways({ purchases: 2 }, NO_EXTRAS)).toEqual(['purchases 3 -> loyal', 'score 9 -> fan']);
    expect(ways({ purchases: 3 }, NO_EXTRAS)).toEqual([
      'subscribed 1 -> follower',
      'score 9 -> fan',
    ]);
  });

  it('name the stage on which the customer then stands, which may be a higher one', () => {
    expect(ways({ purchases: 1, score: 10 }, NO_EXTRAS)).toEqual(['purchases 2 -> fan']);
    expect(ways({ purchases: 2, subscribed: 1 }, NO_EXTRAS)).toContain('purchases 3 -> follower');
  });

  it('ask those who bought trial products alone for another purchase', () => {
    expect(ways({ purchases: 1, full: 0 }, NO_EXTRAS)).toEqual(['full 1, purchases 2 -> customer']);
    expect(ways({ purchases: 3, full: 0 }, NO_EXTRAS)).toContain('full 1 -> loyal');
  });

  it('name no certain product where any purchase does', () => {
    const sellsMore = NO_EXTRAS.filter((fact) => fact !== 'upsell');
    expect(ways({ purchases: 2 }, sellsMore)).not.toContain('upsell 1 -> loyal');
    const strict = stageRules({ ...STAGE_NUMBERS, loyalPurchases: 5 });
    const found = waysUp(strict, customer({ purchases: 2 }), sellsMore);
    expect(found.map(({ needs: [need], to }) => [need?.fact, to])).toContainEqual([
      'upsell',
      'loyal',
    ]);
  });

  it('count the orders of a subscription, and lead back into the fan club with one', () => {
    expect(ways({ purchases: 3, score: 9, subscriptionOrders: 2, runs: 1 })).toContain(
      'subscriptionOrders 4 -> fanClub',
    );
    expect(ways({ purchases: 9, score: 9, subscriptionOrders: 6 })).toContain('runs 1 -> fanClub');
  });

  it('end on the highest stage, and where the shop has nothing that leads further', () => {
    const best = { purchases: 9, score: 9, brought: 3, products: 5 };
    expect(stageOf(RULES, customer(best))).toBe('evangelist');
    expect(ways(best)).toEqual([]);
    expect(ways({ purchases: 9, score: 9 }, NO_EXTRAS)).toEqual([]);
  });

  it('always lead up, and ask for nothing that the customer has', () => {
    const chance = chanceOf(7);
    for (let at = 0; at < 500; at += 1) {
      const own = customer({
        purchases: chance.whole(1, 6),
        ...{ full: chance.whole(0, 1), upsell: chance.whole(0, 1), score: chance.whole(-1, 10) },
        ...{ brought: chance.whole(0, 3), event: chance.whole(0, 1), runs: chance.whole(0, 1) },
        ...{ subscribed: chance.whole(0, 1), subscriptionOrders: chance.whole(0, 5) },
        products: chance.whole(1, 6),
      });
      const now = STAGES.indexOf(stageOf(RULES, own) ?? 'purchaser');
      for (const { needs, to } of waysUp(RULES, own)) {
        expect(STAGES.indexOf(to)).toBeGreaterThan(now);
        expect(needs.length).toBeGreaterThan(0);
        expect(STAGE_FACTS).toEqual(expect.arrayContaining(needs.map(({ fact }) => fact)));
        for (const need of needs) expect(holds(need, own)).toBe(false);
      }
      const reasons = reasonsOf(RULES, STAGES[now] ?? 'purchaser', own);
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) expect(holds(reason, own)).toBe(true);
    }
  });
});

it('a member whose subscription ends falls to the stage that the rest holds', () => {
  const member = customer({ purchases: 6, subscriptionOrders: 6, runs: 1, subscribed: 1 });
  expect(stageOf(RULES, member)).toBe('fanClub');
  expect(stageWithout(RULES, member, 'runs')).toBe('follower');
});
