import { acquiredBy, costOf, type Acquired, type SpentCell } from './acquisition-cost';

/** Newcomers of a month: of a channel, of sources without one, or of an unknown source. */
export interface NewcomersOfMonth {
  month: string;
  channel: string | null;
  known: boolean;
  customers: number;
}

/** A channel, or those whom no channel brought. */
export type ChannelGroup = { channel: string } | 'unmapped' | 'unknown';

export interface ChannelCosts {
  group: ChannelGroup;
  /** of each month: newcomers, spend, and spend ÷ newcomers; null where either is missing */
  months: { month: string; newcomers: number; spend: number | null; cost: number | null }[];
  /** over the last 12 complete months that have spend (`acquiredBy`) */
  acquired: Acquired | null;
  cost: number | null;
}

/**
 * Newcomers and acquisition cost by channel (README.md section 2). The newcomers of all groups are those of the
 * month: none is in two, and none is spread.
 * @param channels in the order of their names; those without a mapped source have no newcomers
 * @param months the months of the rows
 */
export function channelCosts(
  spend: readonly SpentCell[],
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
    const cells = spend.filter(
      ({ channel }) => typeof group === 'object' && channel === group.channel,
    );
    const spent = new Map(cells.map(({ month, amount }) => [month, amount]));
    const acquired = acquiredBy(cells, { asOf, newcomers: Object.fromEntries(byMonth) });
    return {
      group,
      months: months.map((month) => {
        const [customers, amount] = [byMonth.get(month) ?? 0, spent.get(month) ?? null];
        const cost = amount === null || customers === 0 ? null : amount / customers;
        return { month, newcomers: customers, spend: amount, cost };
      }),
      acquired,
      cost: costOf(acquired),
    };
  });
}

/** Whether newcomers are of a group. */
export function isOf(
  group: ChannelGroup,
  { channel, known }: Pick<NewcomersOfMonth, 'channel' | 'known'>,
): boolean {
  if (typeof group === 'object') return channel === group.channel;
  return channel === null && known === (group === 'unmapped');
}
