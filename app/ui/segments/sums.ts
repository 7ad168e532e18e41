import type { SegmentGroups } from '../../metrics/segments/groups.sql';
import type { Snapshot } from '../../metrics/snapshot';
import { RANKS } from '../../terms/people';
import { SEGMENTS } from '../../terms/segments';
import { figure, joined, type Sum, sums } from '../sheets/sum';

type Counted = Pick<Snapshot, 'customers' | 'segments' | 'status' | 'deciles' | 'ranks' | 'rfm'>;

/**
 * The sums of the page of segments, by sheet.
 * @param groups null: they are being counted
 */
export function segmentSums(
  snapshot: Counted,
  groups: SegmentGroups | null,
): Record<string, Sum[]> {
  const { customers, segments, status, deciles, ranks, rfm } = snapshot;
  const all = figure('customers', 'customers', customers);
  const inGroup = (count: number) => figure('inGroup', 'customers', count);
  const total = (counts: readonly number[]) => sums([all, joined('+', ...counts.map(inGroup))]);
  const ofScore = (score: number) =>
    rfm.cells.filter(({ r }) => r === score).reduce((sum, cell) => sum + cell.customers, 0);
  return {
    'segments.segments': total(SEGMENTS.map((segment) => segments[segment])),
    'segments.nextPurchase': nextSums(groups),
    'segments.states': sums([
      all,
      joined(
        '+',
        figure('active', 'customers', status.active),
        figure('atRisk', 'customers', status.atRisk),
        figure('lapsed', 'customers', status.lapsed),
      ),
    ]),
    'segments.deciles': decileSums(deciles),
    'segments.ranks': ranks === null ? [] : total(RANKS.map((rank) => ranks[rank]?.customers ?? 0)),
    'segments.rfm': rfm.cells.length === 0 ? [] : total([5, 4, 3, 2, 1].map(ofScore)),
    'segments.rfmGroups':
      groups === null ? [] : total(groups.rfmGroups.map((group) => group.customers)),
  };
}

/** Of the first segment whose rate is known. */
function nextSums(groups: SegmentGroups | null): Sum[] {
  const known = SEGMENTS.map((segment) => groups?.next?.segments[segment]).find(
    (next) => next !== undefined && next.rate !== null,
  );
  if (known === undefined) return [];
  return sums([
    figure('share', 'rate', known.rate),
    joined(
      '÷',
      figure('boughtAgain', 'customers', known.bought),
      figure('inGroup', 'customers', known.customers),
    ),
  ]);
}

/** Of the first decile. */
function decileSums(deciles: Counted['deciles']): Sum[] {
  const [first] = deciles ?? [];
  if (deciles === null || first === undefined) return [];
  return sums([
    figure('share', 'rate', first.share),
    joined(
      '÷',
      figure('revenueOfTop', 'money', first.revenue),
      figure(
        'revenue',
        'money',
        deciles.reduce((sum, { revenue }) => sum + revenue, 0),
      ),
    ),
  ]);
}
