import type { Comparison } from '../../metrics/compare/compare';
import type { SegmentEnd } from '../../metrics/read.server';
import type { SegmentGroups } from '../../metrics/segments/groups.sql';
import type { Snapshot } from '../../metrics/snapshot';
import type { Who } from '../../terms/people';
import { SEGMENTS, type Segment } from '../../terms/segments';

/** One of the four segments, as a row of the table. */
export interface SegmentRow {
  /** null: all customers */
  segment: Segment | null;
  customers: number;
  revenue: number;
  /** of its customers of 90 days ago, the share who have bought since; null: unknown, or not counted yet */
  next: number | null;
  /** null: the shop does not use NPS */
  nps: { answers: number; score: number | null } | null;
}

/** What the page of segments shows. */
export interface SegmentsView {
  asOf: string;
  customers: number;
  revenue: number;
  rows: SegmentRow[];
  total: SegmentRow;
  usesNps: boolean;
  /** the day and the days of `next`; null where it is not known of any segment */
  nextSince: { since: string; days: number } | null;
  /** what a shop has written to each segment's customers; null: the app's own text */
  texts: Record<Segment, string | null>;
  /** of the settings, which the forms were opened with */
  version: number;
  /** oldest first, the day of the numbers last */
  sizes: { asOf: string; segments: Record<Segment, number> }[];
  flow: Snapshot['statusFlow'] | null;
  status: Snapshot['status'];
  /** null: there is no day to compare with */
  comparison: Comparison | null;
  lapseDays: number;
  deciles: Snapshot['deciles'];
  ranks: Snapshot['ranks'];
  rfm: Snapshot['rfm'];
  /** the lists of customers that the shop keeps; a null who: its words cannot be read any more */
  saved: {
    key: string;
    name: string;
    who: Who | null;
    /** what the merchant says to its customers; null: nothing yet */
    message: string | null;
    /** customers on each kept day D, the oldest first */
    sizes: { asOf: string; customers: number }[];
  }[];
  /** null: they are being counted */
  groups: Pick<SegmentGroups, 'states' | 'rfmGroups'> | null;
}

interface Beside {
  /** null: being counted */
  groups: SegmentGroups | null;
  /** past months' ends, in any order */
  ends: readonly SegmentEnd[];
  saved: SegmentsView['saved'];
  texts: SegmentsView['texts'];
  version: number;
  usesNps: boolean;
  comparison: Comparison | null;
}

export function segmentsView(
  now: Snapshot,
  { groups, ends, saved, texts, version, usesNps, comparison }: Beside,
): SegmentsView {
  const { customers, segments, segmentDetails, nps } = now;
  const next = groups?.next ?? null;
  const rows = SEGMENTS.map((segment): SegmentRow => {
    const score = nps.bySegment.find(({ key }) => key === segment);
    return {
      segment,
      customers: segments[segment],
      revenue: segmentDetails[segment]?.revenue ?? NaN,
      next: next?.segments[segment]?.rate ?? null,
      nps: usesNps ? { answers: score?.answers ?? 0, score: score?.score ?? null } : null,
    };
  });
  const revenue = rows.reduce((sum, row) => sum + row.revenue, 0);
  return {
    asOf: now.asOf,
    ...{ customers, revenue, rows, usesNps, texts, version, saved },
    total: {
      ...{ segment: null, customers, revenue },
      next: nextOfAll(next),
      nps: usesNps ? { answers: nps.headline.answers, score: nps.headline.score } : null,
    },
    nextSince: next && { since: next.since, days: next.days },
    sizes: [
      ...ends
        .filter((end) => end.asOf < now.asOf)
        .map(({ asOf, segments: sizes }) => ({ asOf, segments: sizes }))
        .sort((a, b) => a.asOf.localeCompare(b.asOf)),
      { asOf: now.asOf, segments },
    ],
    flow: Number.isNaN(now.statusFlow.now) ? null : now.statusFlow,
    ...{ status: now.status, comparison },
    lapseDays: now.lapseDays,
    deciles: now.deciles,
    ranks: now.ranks,
    rfm: now.rfm,
    groups: groups && { states: groups.states, rfmGroups: groups.rfmGroups },
  };
}

/** A rate of fewer customers is unknown. */
const LEAST_CUSTOMERS = 30;

function nextOfAll(next: SegmentGroups['next']): number | null {
  if (next === null) return null;
  const all = Object.values(next.segments);
  const customers = all.reduce((sum, one) => sum + one.customers, 0);
  const bought = all.reduce((sum, one) => sum + one.bought, 0);
  return customers < LEAST_CUSTOMERS ? null : bought / customers;
}
