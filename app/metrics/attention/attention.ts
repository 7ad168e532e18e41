import { daysBetween } from '../calendar';
import { HEADLINE_DAYS } from '../repeat/f2';
import type { Snapshot } from '../snapshot';
import type { AttentionLine } from './lines';

/** Bad weeks are news for so many days after their last one. */
const NEWS_DAYS = 7;
/** A product is one that many begin with from this share of the first-time buyers on. */
const MANY = 0.05;
/** Its F2 is low under this share of the shop's. */
const LOW = 0.5;

/** Kinds of lines that come after the line about the survey's placement. */
const AFTER_PLACEMENT: ReadonlySet<AttentionLine['kind']> = new Set([
  'margin',
  'shareLink',
  'pending',
]);

/** How many of the lines come before the one about the survey's placement. */
export function placeOfPlacement(lines: readonly AttentionLine[]): number {
  return lines.filter(({ kind }) => !AFTER_PLACEMENT.has(kind)).length;
}

/**
 * Everything that needs attention as of a snapshot's day, the most important first. A snapshot that lacks a
 * number has no line about it.
 * @param shareLink whether the survey passes a link on; null: the survey is off
 */
export function attentionOf(snapshot: Snapshot, shareLink: boolean | null): AttentionLine[] {
  return [
    ...leak(snapshot),
    ...badWeeks(snapshot),
    ...f2Month(snapshot),
    ...products(snapshot),
    ...margin(snapshot),
    ...(shareLink === false && snapshot.nps.tribe > 0
      ? [{ kind: 'shareLink' as const, promoters: snapshot.nps.tribe }]
      : []),
    ...(snapshot.orders.longPending > 0
      ? [{ kind: 'pending' as const, orders: snapshot.orders.longPending }]
      : []),
  ];
}

function leak({ valueAtStake, stages }: Snapshot): AttentionLine[] {
  if (valueAtStake === null) return [];
  const { from, to, amount } = valueAtStake;
  return [{ kind: 'leak', from, to, customers: stages[from], amount }];
}

function badWeeks({ asOf, nps }: Snapshot): AttentionLine[] {
  const newest = nps.badWeeks.at(-1);
  if (newest === undefined || daysBetween(newest.to, asOf) > NEWS_DAYS) return [];
  return [{ kind: 'badWeeks', ...newest }];
}

function f2Month({ f2Month: own }: Snapshot): AttentionLine[] {
  if (own === null || !own.below) return [];
  const { month, customers, f2, before } = own;
  return [{ kind: 'f2Month', month, customers, f2, before: before.f2 }];
}

/** Without a margin, LTV is on revenue. */
function margin({
  margin: { rate, coverage },
  ltv: { toDate },
  customers,
}: Snapshot): AttentionLine[] {
  if (rate !== null || coverage === null || toDate === null) return [];
  const share = 1 - coverage;
  return [{ kind: 'margin', amount: share * toDate * customers, share }];
}

/** Most returning customers lost first. */
function products({ repeat }: Snapshot): AttentionLine[] {
  const shopF2 = repeat.within[HEADLINE_DAYS];
  const newcomers = repeat.funnel[0] ?? 0;
  if (shopF2 === null) return [];
  return repeat.firstProducts
    .flatMap(({ productId, title, customers, within90: f2 }) =>
      f2 !== null && customers >= MANY * newcomers && f2 < LOW * shopF2
        ? [{ kind: 'product' as const, productId, title, customers, f2, shopF2 }]
        : [],
    )
    .sort((a, b) => b.customers * (shopF2 - b.f2) - a.customers * (shopF2 - a.f2));
}
