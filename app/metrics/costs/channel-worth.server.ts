import { createHash } from 'node:crypto';
import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { settingsOf, shopById } from '../../store/shops/shops';
import { addMonths, daysBetween, monthIndex, monthStart } from '../calendar';
import { meanCumulative, type MeanCumulative } from '../curves/mean-cumulative';
import type { DetailRun } from '../details/details';
import type { SpentCell } from '../formulas/acquisition-cost';
import {
  channelCosts,
  isOf,
  type ChannelGroup,
  type NewcomersOfMonth,
} from '../formulas/channel-costs';
import { PAYBACK_REASONS, paybackOf } from '../formulas/payback';
import { kinds } from '../kinds';
import { integer, money } from '../number';
import { newcomersPurchasesOf, type Scope } from '../scope';
import { newcomersByChannel } from './channels.sql';

/** Months of the rows: two years and the month of D − 1. */
const MONTHS = 25;
const MONTHS_OF_YEAR = 12;
/** Tenures at which channels are compared. */
const [SOON, YEAR] = [90, 365];

const worthSchema = z.object({
  newcomers: kinds.customers,
  spend: kinds.money.nullable(),
  /** spend ÷ newcomers */
  cost: kinds.money.nullable(),
  revenue90: kinds.money.nullable(),
  revenue365: kinds.money.nullable(),
  /** margin of R(365) ÷ cost */
  ratio: kinds.mean.nullable(),
  paybackDays: kinds.days.nullable(),
  paybackUnknown: z.object({ reason: z.enum(PAYBACK_REASONS), knownDays: kinds.days }).nullable(),
});

export const channelsSchema = z.object({
  /** names the mapping of sources that they were counted by */
  mapping: z.string(),
  /** what margin and ratio take; null: unknown */
  marginRate: kinds.rate.nullable(),
  /** all newcomers, then those of each channel and of none */
  groups: z.array(
    z.object({
      group: z.union([z.object({ channel: z.string() }), z.enum(['all', 'unmapped', 'unknown'])]),
      /** newcomers and spend of the months that the cost is of, the last 12 complete ones where there is no spend; R of all its newcomers */
      whole: worthSchema,
      /** of its newcomers of each month, oldest first */
      months: z.array(worthSchema.extend({ month: z.string() })),
    }),
  ),
});

/** What newcomers of each advertising channel cost and bring (README.md section 2). */
export type ChannelWorth = z.output<typeof channelsSchema>;

/** Names a mapping of sources to channels. */
export function mappingKey(mapping: ReadonlyMap<string, string>): string {
  const pairs = [...mapping].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(pairs)).digest('base64url').slice(0, 12);
}

const keptMapping = z.object({ sources: z.record(z.string(), z.string()).default({}) });

/** Newcomers, spend, cost, R and payback of each channel, whole and by month. Every newcomer is in one group. */
export async function countChannels({ base, over }: DetailRun): Promise<ChannelWorth> {
  return await over(async (tx, scope) => {
    const { sources } = settingsOf(await shopById(tx, scope.shop), 'channels', keptMapping);
    const mapping = new Map(Object.entries(sources));
    const spend = await readSpentCells(tx, scope.shop);
    const facts = await readNewcomers(tx, scope, mapping);
    const months = monthsOf(scope.asOf);
    const channels = [...new Set([...spend.map(({ channel }) => channel), ...mapping.values()])];
    const newcomers = newcomersByMonth(facts.first);
    const costs = channelCosts(spend, channels.sort(), { newcomers, asOf: scope.asOf, months });
    const all = channelCosts(together(spend), [ALL], {
      ...{
        newcomers: newcomersByMonth(
          facts.first.map((one) => ({ ...one, channel: ALL, known: true })),
        ),
      },
      ...{ asOf: scope.asOf, months },
    }).slice(0, 1);
    const { marginRate } = base.ltv;
    const worth = (cumulative: MeanCumulative, own: Own) => worthOf(cumulative, own, marginRate);
    return {
      ...{ mapping: mappingKey(mapping), marginRate },
      groups: [...all.map((one) => ({ ...one, group: 'all' as const })), ...costs].map((one) => {
        const { group, acquired, cost, months: byMonth } = one;
        const own = group === 'all' ? facts : ofGroup(facts, group);
        const year = byMonth
          .filter(({ month }) => isOfYear(month, scope.asOf))
          .reduce((sum, { newcomers }) => sum + newcomers, 0);
        return {
          group,
          whole: worth(cumulativeOf(own, scope), {
            ...{ newcomers: acquired?.newcomers ?? year, spend: acquired?.spend ?? null, cost },
          }),
          months: byMonth.map(({ month, ...one }) => ({
            ...{ month, ...worth(cumulativeOf(inMonth(own, month), scope), one) },
          })),
        };
      }),
    };
  });
}

/** The channel of everyone. */
const ALL = '';

/** Spend of all channels. */
const together = (spend: readonly SpentCell[]): SpentCell[] =>
  [...Map.groupBy(spend, ({ month }) => month)].map(([month, own]) => ({
    ...{ month, channel: ALL },
    amount: own.reduce((sum, { amount }) => sum + amount, 0),
  }));

interface Own {
  newcomers: number;
  spend: number | null;
  cost: number | null;
}

function worthOf(cumulative: MeanCumulative, own: Own, marginRate: number | null) {
  const revenue = (days: number) => cumulative.within(days)?.revenue ?? null;
  const { days, reason } = paybackOf(
    { acquisitionCost: own.cost, marginRate },
    (within) => revenue(within) ?? 0,
    cumulative.horizon,
  );
  const year = revenue(YEAR);
  return {
    ...own,
    ...{ revenue90: revenue(SOON), revenue365: year },
    ratio:
      year === null || marginRate === null || !own.cost ? null : (year * marginRate) / own.cost,
    paybackDays: days,
    paybackUnknown: reason && { reason, knownDays: cumulative.horizon },
  };
}

/** The months of the rows, oldest first, as YYYY-MM. */
function monthsOf(asOf: string): string[] {
  const last = lastMonth(asOf);
  return Array.from({ length: MONTHS }, (_, at) => addMonths(last, at - MONTHS + 1).slice(0, 7));
}

/** The month of D − 1. */
const lastMonth = (asOf: string): string =>
  asOf.endsWith('-01') ? addMonths(monthStart(asOf), -1) : monthStart(asOf);

/** Whether a month is one of the last 12 complete ones. */
function isOfYear(month: string, asOf: string): boolean {
  const back = monthIndex(asOf) - monthIndex(month);
  return back >= 1 && back <= MONTHS_OF_YEAR;
}

const groupColumns = { channel: z.string().nullable(), known: z.boolean() };
const firstSchema = z.object({ ...groupColumns, day: z.string(), customers: integer });
const fallenSchema = z.object({
  ...groupColumns,
  /** of the first purchase, as `monthIndex` */
  month: integer,
  tenure: integer,
  orders: integer,
  revenue: money,
});

interface Facts {
  /** newcomers by the day of their first purchase */
  first: z.output<typeof firstSchema>[];
  /** what fell on each day of their tenure */
  fallen: z.output<typeof fallenSchema>[];
}

async function readNewcomers(
  tx: Tx,
  scope: Scope,
  mapping: ReadonlyMap<string, string>,
): Promise<Facts> {
  await tx.query(sql`
    create temp table newcomer on commit drop as ${newcomersByChannel(scope, mapping)}`);
  await tx.query(sql`analyze newcomer`);
  const first = await rows(
    tx,
    firstSchema,
    sql`
    select channel, source is not null as known, first_day::text as day, count(*)::int as customers
    from newcomer group by 1, 2, 3`,
  );
  const fallen = await rows(
    tx,
    fallenSchema,
    sql`
    select channel, source is not null as known, cohort as month, tenure, sum(orders)::int as orders,
      sum(revenue_shop_amount)::text as revenue
    from ${newcomersPurchasesOf(scope)} join newcomer using (customer_id) group by 1, 2, 3, 4`,
  );
  return { first, fallen };
}

const ofGroup = ({ first, fallen }: Facts, group: ChannelGroup): Facts => ({
  first: first.filter((one) => isOf(group, one)),
  fallen: fallen.filter((one) => isOf(group, one)),
});

function inMonth({ first, fallen }: Facts, month: string): Facts {
  const index = monthIndex(month);
  return {
    first: first.filter(({ day }) => day.startsWith(month)),
    fallen: fallen.filter((one) => one.month === index),
  };
}

/** R over the newcomers that count from the setting's day on. */
function cumulativeOf({ first, fallen }: Facts, { asOf, settings }: Scope): MeanCumulative {
  const { newcomersFrom } = settings;
  return meanCumulative(
    first
      .filter(({ day }) => newcomersFrom === null || day >= newcomersFrom)
      .map(({ day, customers }) => ({ customers, days: daysBetween(day, asOf) - 1 })),
    fallen,
  );
}

function newcomersByMonth(first: Facts['first']): NewcomersOfMonth[] {
  const sums = new Map<string, NewcomersOfMonth>();
  for (const { day, channel, known, customers } of first) {
    const month = day.slice(0, 7);
    const key = JSON.stringify([month, channel, known]);
    const sum = sums.get(key)?.customers ?? 0;
    sums.set(key, { month, channel, known, customers: sum + customers });
  }
  return [...sums.values()];
}

async function readSpentCells(tx: Tx, shop: ShopId): Promise<SpentCell[]> {
  return await rows(
    tx,
    z.object({ month: z.string(), channel: z.string(), amount: money }),
    sql`
    select to_char(month, 'YYYY-MM') as month, channel, spend_shop_amount::text as amount
    from advertising_spend where shop_id = ${shop} order by month, channel`,
  );
}
