import { z } from 'zod';
import { one, sql } from '../../store/db.server';
import { kinds } from '../kinds';
import { money, ratio } from '../number';
import { slice } from '../step';

const LEAST_COVERAGE = 0.5;

/** Gross margin of the counted orders before D, and its cost coverage (README.md section 1). */
export const margin = slice({
  name: 'margin',
  on: 'first',
  needs: {},
  numbers: {
    margin: z.object({
      /** gross margin rate; null when cost coverage is under 50 % */
      rate: kinds.rate.nullable(),
      coverage: kinds.rate.nullable(),
    }),
  },
  run: async ({ tx, scope }) => {
    const sums = await one(
      tx,
      z.object({ cost: money, costed: money, worth: money }),
      sql`
      select coalesce(sum(cost_shop_amount), 0)::text as cost, coalesce(sum(costed_shop_amount), 0)::text as costed,
        coalesce(sum(lines_shop_amount), 0)::text as worth
      from ${scope.dayBooks} where reason = ''`,
    );
    const byDefault = scope.settings.defaultMargin;
    const uncosted = byDefault === null ? 0 : sums.worth - sums.costed;
    const known = sums.costed + uncosted;
    const cost = sums.cost + uncosted * (1 - (byDefault ?? 0));
    const coverage = ratio(known, sums.worth);
    const rate = ratio(known - cost, known);
    const enough = coverage !== null && coverage >= LEAST_COVERAGE;
    return { margin: { coverage, rate: enough ? rate : null } };
  },
});
