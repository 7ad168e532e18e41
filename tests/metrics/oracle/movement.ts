import { dayOf, dayText, monthOf } from './calendar';
import { lapseWindow, statusOf } from './lapse';
import { relationsOf, stageOf, STAGES, type Stage } from './stages';
import type { View } from './view';

interface Move {
  from: Stage | 'none';
  to: Stage | 'none';
  customers: number;
}

export interface StageMovement {
  moves: Move[];
  up: number;
  down: number;
  /** bought for the first time in between */
  entered: number;
  /** lapsed at the end and not at the start */
  lapsed: number;
  /** lapsed at the start and not at the end */
  returned: number;
}

function statesOf(view: View, window: number): Map<string, { stage: Stage; lapsed: boolean }> {
  const relations = relationsOf(view.ledger, view.settings);
  return new Map(
    view.buyers.map((buyer) => [
      buyer.id,
      {
        stage: stageOf(buyer, view.asOf, view.ledger, view.settings, relations(buyer.id)),
        lapsed: statusOf(buyer, view.asOf, window) === 'lapsed',
      },
    ]),
  );
}

/**
 * Customers by stage as of one day (rows) and as of a later one, whose lapse window counts for both; only cells with
 * customers.
 */
export function movementBetween(start: View, end: View): StageMovement {
  const window = lapseWindow(end).days;
  const [before, after] = [statesOf(start, window), statesOf(end, window)];
  const rung = (stage: Stage | 'none'): number => (stage === 'none' ? -1 : STAGES.indexOf(stage));
  const pairs = [...after].map(([id, now]) => ({ then: before.get(id), now }));
  const moves: Move[] = [];
  for (const from of ['none', ...STAGES] as const)
    for (const to of STAGES) {
      const customers = pairs.filter(
        ({ then, now }) => (then?.stage ?? 'none') === from && now.stage === to,
      ).length;
      if (customers > 0) moves.push({ from, to, customers });
    }
  const known = pairs.filter(({ then }) => then !== undefined);
  const isUp = ({ then, now }: (typeof pairs)[number]): number =>
    Math.sign(rung(now.stage) - rung(then?.stage ?? 'none'));
  return {
    moves,
    up: known.filter((pair) => isUp(pair) > 0).length,
    down: known.filter((pair) => isUp(pair) < 0).length,
    entered: pairs.length - known.length,
    lapsed: pairs.filter(({ then, now }) => now.lapsed && then?.lapsed !== true).length,
    returned: pairs.filter(({ then, now }) => !now.lapsed && then?.lapsed === true).length,
  };
}

/** Its form in a report. */
export interface MonthMovement extends Pick<StageMovement, 'moves' | 'lapsed' | 'returned'> {
  since: string;
}

/** Movement since the month of D - 1 began; null without a purchase before it. */
export function movementOfMonth(view: View): MonthMovement | null {
  const since = dayOf(`${monthOf(view.asOf - 1)}-01`);
  const start = view.earlier(since);
  if (start.buyers.length === 0) return null;
  const { moves, lapsed, returned } = movementBetween(start, view);
  return { since: dayText(since), moves, lapsed, returned };
}
