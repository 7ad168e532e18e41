import type { z } from 'zod';
import type { Sql, Tx } from '../../store/db.server';
import type { Grain } from '../../terms/cohorts';
import { SPLITS, type SplitBy } from '../../terms/splits';
import { cohortGridSchema, countCohorts, type CohortGrid } from '../cohorts/grid.sql';
import { channelsSchema, countChannels, type ChannelWorth } from '../costs/channel-worth.server';
import { countHeard, heardSchema, type Heard } from '../newcomers/heard.server';
import {
  countNextProducts,
  nextProductsSchema,
  type NextProducts,
} from '../repeat/next-products.sql';
import type { Scope } from '../scope';
import {
  countSegmentGroups,
  segmentGroupsSchema,
  type SegmentGroups,
} from '../segments/groups.sql';
import type { Snapshot } from '../snapshot';
import { countSplit, splitSchema, type Split } from '../split/split.server';
import { countStageMoves, stageMovesSchema, type StageMoves } from '../stages/moves';

/** What a detail is counted with. */
export interface DetailRun {
  /** the shop's own numbers of the day, beside which it is shown */
  base: Snapshot;
  /**
   * Counts in a transaction of its own, over the customers whom the page's filter chooses.
   * @param among which of them, by a condition on their first purchases, as `and …`
   */
  over<R>(count: (tx: Tx, scope: Scope) => Promise<R>, among?: Sql): Promise<R>;
}

/** Numbers that one page shows and no snapshot keeps. */
interface Detail {
  /** of what is stored */
  schema: z.ZodType<Record<string, unknown>>;
  count: (run: DetailRun) => Promise<Record<string, unknown>>;
}

/** The moves since a day `YYYY-MM-DD`: a detail for each. */
type MovesName = `moves.${string}`;

/** What each detail's numbers are. */
export type DetailNumbers = Record<`cohorts.${Grain}`, CohortGrid> &
  Record<`split.${SplitBy}`, Split> &
  Record<MovesName, StageMoves> & {
    channels: ChannelWorth;
    heard: Heard;
    nextProducts: NextProducts;
    segments: SegmentGroups;
  };

export type DetailName = keyof DetailNumbers;

const cohortsOf = (grain: Grain): Detail => ({
  schema: cohortGridSchema,
  count: ({ over }) => over((tx, scope) => countCohorts(tx, scope, grain)),
});

const splitsBy = Object.fromEntries(
  SPLITS.map((by): [string, Detail] => [
    `split.${by}`,
    { schema: splitSchema, count: (run) => countSplit(run, by) },
  ]),
) as Record<`split.${SplitBy}`, Detail>;

/** Every detail but those of a day. Its numbers are counted on request and kept like a filtered view's (decision 127). */
const DETAILS: Record<Exclude<DetailName, MovesName>, Detail> = {
  'cohorts.month': cohortsOf('month'),
  'cohorts.week': cohortsOf('week'),
  'cohorts.quarter': cohortsOf('quarter'),
  ...splitsBy,
  channels: { schema: channelsSchema, count: countChannels },
  heard: { schema: heardSchema, count: countHeard },
  nextProducts: {
    schema: nextProductsSchema,
    count: ({ over }) => over((tx, scope) => countNextProducts(tx, scope)),
  },
  segments: { schema: segmentGroupsSchema, count: countSegmentGroups },
};

const MOVES = /^moves\.(\d{4}-\d{2}-\d{2})$/;

/** The detail of a name; null for one of another release. */
export function detailNamed(name: string): Detail | null {
  const [, since] = MOVES.exec(name) ?? [];
  if (since !== undefined)
    return { schema: stageMovesSchema, count: (run) => countStageMoves(run, since) };
  return Object.hasOwn(DETAILS, name) ? DETAILS[name as keyof typeof DETAILS] : null;
}
