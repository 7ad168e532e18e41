import type { JourneyRecord, OrderRecord, VisitRecord } from '../../sandbox/store/records';
import { chanceOf, type Chance } from './random-source';

const LONG = 'ながい'.repeat(100);

function randomVisit(chance: Chance): VisitRecord {
  const source = chance.pick(['Google', 'direct', 'Instagram', 'unknown', 'blog.example', '']);
  const utm = {
    source: chance.pick(['google', ' Google\t', 'ＧＯＯＧＬＥ', null, '', LONG, 'a@shop.example']),
    medium: chance.pick([null, 'cpc', 'CPC ', 'paid   social', '', LONG]),
    campaign: chance.pick([null, 'spring', LONG]),
  };
  return {
    source,
    sourceType: chance.pick([null, 'SEO', 'AD']),
    referralCode: chance.pick([null, null, 'ABC']),
    utm: chance.happens(0.5) ? utm : null,
  };
}

/** Random visits before an order. Their chances are their own: those of the order's other values stay. */
export function randomJourney(id: number): Pick<OrderRecord, 'journey'> {
  const chance = chanceOf(id * 31 + 7);
  const visit = () => (chance.happens(0.8) ? randomVisit(chance) : null);
  const journey: JourneyRecord = { first: visit(), last: visit() };
  return chance.happens(0.9) ? { journey } : {};
}
