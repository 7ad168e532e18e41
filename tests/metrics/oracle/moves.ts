import type { Book } from './book';
import { ledgerOfBook } from './book-ledger';
import { dayOf } from './calendar';
import { chosenAmong, type OracleFilter } from './filtered';
import { lapseWindow, statusOf, type Status } from './lapse';
import { sum, toNumber } from './ratio';
import { segmentOf, SEGMENTS, type Segment } from './segments';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';
import { relationsOf, stageOf, STAGES, type Stage } from './stages';
import { viewAsOf, type View } from './view';

interface MoveCell {
  from: Stage | 'none';
  to: Stage;
  customers: number;
  revenue: number;
  lapsed: number;
  returned: number;
}

function shopAsOf(
  book: Book,
  asOf: string,
  settings: Partial<OracleSettings>,
  filter: OracleFilter,
): View {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const shop = viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all);
  return Object.keys(filter).length === 0 ? shop : chosenAmong(shop, filter);
}

/** Each customer's stage as of a view's day. */
function stagesOf(view: View): Map<string, Stage> {
  const relations = relationsOf(view.ledger, view.settings);
  return new Map(
    view.buyers.map((buyer) => [
      buyer.id,
      stageOf(buyer, view.asOf, view.ledger, view.settings, relations(buyer.id)),
    ]),
  );
}

/** Customers by stage as of an earlier day and as of `asOf`, in the order of the stages; cells without customers are left out. */
export function oracleMoves(
  book: Book,
  asOf: string,
  since: string,
  settings: Partial<OracleSettings> = {},
  filter: OracleFilter = {},
): { since: string; cells: MoveCell[] } {
  const view = shopAsOf(book, asOf, settings, filter);
  const start = view.earlier(dayOf(since));
  const window = lapseWindow(view).days;
  const [before, after] = [stagesOf(start), stagesOf(view)];
  const earlier = new Map(start.buyers.map((buyer) => [buyer.id, buyer]));
  const hadLapsed = (id: string) => {
    const buyer = earlier.get(id);
    return buyer !== undefined && statusOf(buyer, start.asOf, window) === 'lapsed';
  };
  const cells: MoveCell[] = [];
  for (const from of ['none', ...STAGES] as const)
    for (const to of STAGES) {
      const own = view.buyers.filter(
        ({ id }) => (before.get(id) ?? 'none') === from && after.get(id) === to,
      );
      if (own.length === 0) continue;
      const isLapsed = (buyer: (typeof own)[number]) =>
        statusOf(buyer, view.asOf, window) === 'lapsed';
      cells.push({
        ...{ from, to, customers: own.length },
        revenue: toNumber(sum(own.map(({ revenue }) => revenue))),
        lapsed: own.filter((buyer) => isLapsed(buyer) && !hadLapsed(buyer.id)).length,
        returned: own.filter((buyer) => !isLapsed(buyer) && hadLapsed(buyer.id)).length,
      });
    }
  return { since, cells };
}

interface Groups {
  states: { stage: Stage; state: Status; customers: number; revenue: number }[];
  next: {
    since: string;
    days: number;
    segments: Record<Segment, { customers: number; bought: number; rate: number | null }>;
  } | null;
}

/** Customers by stage and state, and whether those of each segment of 90 days ago have bought since. */
export function oracleGroups(
  book: Book,
  asOf: string,
  settings: Partial<OracleSettings> = {},
): Groups {
  const view = shopAsOf(book, asOf, settings, {});
  const window = lapseWindow(view).days;
  const stages = stagesOf(view);
  const states: Groups['states'] = [];
  for (const stage of STAGES)
    // as the letters go
    for (const state of ['active', 'atRisk', 'lapsed'] as const) {
      const own = view.buyers.filter(
        (buyer) => stages.get(buyer.id) === stage && statusOf(buyer, view.asOf, window) === state,
      );
      if (own.length > 0)
        states.push({
          ...{ stage, state, customers: own.length },
          revenue: toNumber(sum(own.map(({ revenue }) => revenue))),
        });
    }
  return { states, next: nextOf(view) };
}

function nextOf(view: View): Groups['next'] {
  const start = view.earlier(view.asOf - 90);
  if (start.buyers.length === 0) return null;
  const again = new Set(
    view.buyers.filter(({ lastDay }) => lastDay >= start.asOf).map(({ id }) => id),
  );
  const of = (segment: Segment) => {
    const own = start.buyers.filter((buyer) => segmentOf(buyer, view.settings) === segment);
    const bought = own.filter(({ id }) => again.has(id)).length;
    return {
      ...{ customers: own.length, bought },
      rate: own.length < 30 ? null : bought / own.length,
    };
  };
  return {
    since: new Date(start.asOf * 86_400_000).toISOString().slice(0, 10),
    days: 90,
    segments: Object.fromEntries(SEGMENTS.map((segment) => [segment, of(segment)])) as Record<
      Segment,
      { customers: number; bought: number; rate: number | null }
    >,
  };
}
