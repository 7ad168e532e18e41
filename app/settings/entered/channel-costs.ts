import { acquisitionCostOf } from './acquisition-cost';
import { channelOf, monthOf } from './cells';

/** Newcomers of a month: of a channel, of sources without one, or of an unknown source. */
export interface NewcomersOfMonth {
  month: string;
  channel: string | null;
  known: boolean;
  customers: number;
}

/** A channel, or those whom no channel brought. */
type ChannelGroup = { channel: string } | 'unmapped' | 'unknown';

export interface ChannelCosts {
  group: ChannelGroup;
  /** of each month: newcomers, spend, and spend ÷ newcomers; null where either is missing */
  months: { month: string; newcomers: number; spend: number | null; cost: number | null }[];
  /** over the last 12 complete months that have spend (`acquisitionCostOf`) */
  cost: number | null;
}

/**
 * Newcomers and acquisition cost by channel (metrics/README.md section 2). The newcomers of all groups are those of the
 * month: none is in two, and none is spread.
 * @param spend amounts by cell
 * @param channels in the order of their names; those without a mapped source have no newcomers
 * @param months the months of the rows
 */
export function channelCosts(
  spend: ReadonlyMap<string, number>,
  channels: readonly string[],
  {
    newcomers,
    asOf,
    months,
  }: { newcomers: readonly NewcomersOfMonth[]; asOf: string; months: readonly string[] },
): ChannelCosts[] {
  const groups: ChannelGroup[] = [
    ...channels.map((channel) => ({ channel })),
    'unmapped',
    'unknown',
  ];
  return groups.map((group) => {
    const own = newcomers.filter((each) => isOf(group, each));
    const byMonth = new Map(own.map(({ month, customers }) => [month, customers]));
    const cells = [...spend].filter(
      ([key]) => typeof group === 'object' && channelOf(key) === group.channel,
    );
    const spent = new Map(cells.map(([key, amount]) => [monthOf(key), amount]));
    return {
      group,
      months: months.map((month) => {
        const [customers, amount] = [byMonth.get(month) ?? 0, spent.get(month) ?? null];
        const cost = amount === null || customers === 0 ? null : amount / customers;
        return { month, newcomers: customers, spend: amount, cost };
      }),
      cost: acquisitionCostOf(cells, { asOf, newcomers: Object.fromEntries(byMonth) }),
    };
  });
}

function isOf(group: ChannelGroup, { channel, known }: NewcomersOfMonth): boolean {
  if (typeof group === 'object') return channel === group.channel;
  return channel === null && known === (group === 'unmapped');
}
