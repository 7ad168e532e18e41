import type { ChannelWorth } from '../../../metrics/costs/channel-worth.server';
import type { HeardView } from './heard-view';
import type { Snapshot } from '../../../metrics/snapshot';
import type { Condition, Who } from '../../../terms/people';
import { fromSources, notFrom, wholeWho, whoIn } from './whose';

type Group = ChannelWorth['groups'][number];

/** The months of everyone, of a channel, or of those of none. */
export type ChannelKey = 'all' | 'unmapped' | 'unknown' | `is ${string}`;

/** A row of the table by channel. */
export type ChannelRow = Group['whole'] & {
  key: ChannelKey;
  /** its newcomers; null: no list has them */
  who: Who | null;
};

/** What the page of LTV by channel shows. */
export interface ChannelsLtvView {
  customers: number;
  incompleteMonth: string | null;
  /** whether a source has a channel: without one there is no newcomer of any */
  isMapped: boolean;
  /** null: they are being counted */
  counted: {
    marginRate: number | null;
    all: ChannelRow;
    /** channels, then those of none */
    rows: ChannelRow[];
    /** newcomers of the last 12 complete months, and those of them without a known channel */
    year: { newcomers: number; unattributed: number; unattributedWho: Who | null };
    /** whose months are shown */
    chosen: ChannelKey;
    /** what chooses its newcomers; null: no list does */
    chosenSources: Condition[] | null;
    /** newest first */
    months: (Group['whole'] & { month: string })[];
  } | null;
  /** how new customers heard of the shop; null: they are not asked */
  heard: HeardView | null;
}

const keyOf = (group: Group['group']): ChannelKey =>
  typeof group === 'object' ? `is ${group.channel}` : group;

/**
 * @param worth null: not counted yet
 * @param facts channels by source, by which the newcomers were counted; the key in the address
 */
export function channelsLtvView(
  { asOf, customers, incompleteMonth }: Pick<Snapshot, 'asOf' | 'customers' | 'incompleteMonth'>,
  worth: ChannelWorth | null,
  {
    mapping,
    asked,
    heard = null,
  }: {
    mapping: ReadonlyMap<string, string>;
    asked: string | null;
    heard?: HeardView | null;
  },
): ChannelsLtvView {
  const shop = { customers, incompleteMonth, isMapped: mapping.size > 0, heard };
  const [all, ...groups] = worth?.groups ?? [];
  if (worth === null || all === undefined) return { ...shop, counted: null };
  const chosen = groups.find(({ group }) => keyOf(group) === asked) ?? all;
  const row = (each: Group): ChannelRow => ({
    ...{ key: keyOf(each.group), ...each.whole },
    who: wholeWho(each, mapping, asOf),
  });
  const isNone = ({ group }: Group) => typeof group === 'string';
  return {
    ...shop,
    counted: {
      marginRate: worth.marginRate,
      all: row(all),
      rows: groups.map(row),
      year: {
        newcomers: newcomersOfYear([all], asOf),
        unattributed: newcomersOfYear(groups.filter(isNone), asOf),
        unattributedWho: whoIn(yearOf(all, asOf), notFrom([...mapping.keys()])),
      },
      chosen: keyOf(chosen.group),
      chosenSources: fromSources(chosen.group, mapping),
      months: chosen.months.toReversed(),
    },
  };
}

/** The last 12 complete months. */
const yearOf = ({ months }: Group, asOf: string) =>
  months.filter(({ month }) => month < asOf.slice(0, 7)).slice(-12);

/** Newcomers of the last 12 complete months. */
const newcomersOfYear = (groups: readonly Group[], asOf: string): number =>
  groups.flatMap((group) => yearOf(group, asOf)).reduce((sum, { newcomers }) => sum + newcomers, 0);
