import { z } from 'zod';
import { currentPool } from '../../store/db.server';
import { throttleOf, type Throttle } from './graphql-response';

/**
 * A shop's bucket of query points at Shopify, counted over all processes in one row. A call takes the points
 * that Shopify may reserve for it before it is sent, so no call finds the bucket empty. After a call Shopify's
 * own count is taken over. The clock is the database's, the same for all processes.
 */
export interface Budget {
  /** Takes the call's points. @returns 0, or milliseconds until the bucket holds them */
  take(): Promise<number>;
  /** Gives unused points back and takes over Shopify's count; `undefined` where no response came. */
  settle(extensions: unknown): Promise<void>;
}

/** The bucket of a shop before its first call here: the smallest plan's (rate limits, 2026-10). */
const STANDARD = { maximum: 2_000, restoreRate: 100 };

// abs(): a counted_at in the future comes from a clock that ran ahead, and the bucket has refilled since
const REFILLED = `least(known.maximum, known.available
  + abs(extract(epoch from clock_timestamp() - known.counted_at)) * known.restore_rate)`;

const TAKE = `
  with taken as (
    insert into api_budgets as known (domain, available, maximum, restore_rate, counted_at)
    values ($1, $4::float8 - $2::float8, $4, $5, clock_timestamp())
    on conflict (domain) do update set available = ${REFILLED} - $2::float8, counted_at = clock_timestamp()
    where ${REFILLED} - $2::float8 >= known.maximum * $3::float8
    returning domain)
  select case when exists (select from taken) then 0 else greatest(1, coalesce((
    select ceil(1000 * ($2::float8 + known.maximum * $3::float8 - ${REFILLED}) / known.restore_rate)
    from api_budgets known where domain = $1), 0)) end::float8 as wait`;

const SETTLE = `
  update api_budgets known set maximum = coalesce($3, known.maximum),
    restore_rate = coalesce($4, known.restore_rate), counted_at = clock_timestamp(),
    available = least(coalesce($3, known.maximum), coalesce($5, known.maximum), ${REFILLED} + $2::float8)
  where domain = $1`;

const waitSchema = z.array(z.object({ wait: z.number() }));

/**
 * @param points that Shopify may reserve for the call
 * @param leaves share of the bucket that the call leaves to others, so that jobs do not delay pages
 */
export function budget(domain: string, points: number, leaves: number): Budget {
  return {
    take: async () => {
      const { maximum, restoreRate } = STANDARD;
      const { rows } = await currentPool().query({
        name: 'budget_take',
        text: TAKE,
        values: [domain, points, leaves, maximum, restoreRate],
      });
      const [answer] = waitSchema.parse(rows);
      return answer?.wait ?? 0;
    },
    settle: async (extensions) => {
      const said: Throttle | null = throttleOf(extensions);
      const { maximumAvailable, restoreRate, currentlyAvailable } = said?.throttleStatus ?? {};
      const back = points - (said?.actualQueryCost ?? 0);
      await currentPool().query({
        name: 'budget_settle',
        text: SETTLE,
        values: [
          domain,
          back,
          maximumAvailable ?? null,
          restoreRate ?? null,
          currentlyAvailable ?? null,
        ],
      });
    },
  };
}
