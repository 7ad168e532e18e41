import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { integer } from '../number';
import { readSnapshot } from '../read.server';
import type { Snapshot } from '../snapshot';

/** What acquisition cost and LTV of all customers are made of besides advertising spend, as counted last. */
export interface AcquisitionFacts {
  /** D: only the months before it are complete */
  asOf: string;
  /** customers by the month of their first purchase, YYYY-MM */
  newcomers: Record<string, number>;
  /** LTV before acquisition cost; null until it is known */
  valueBefore: number | null;
  /** of margin, or of revenue where the margin is unknown */
  valueBasis: Snapshot['ltv']['valueBasis'];
  durationDays: number;
  /** of the settings that they were counted by */
  rulesVersion: number;
}

/** @returns null before a shop's first numbers */
export async function readAcquisitionFacts(shop: ShopId): Promise<AcquisitionFacts | null> {
  const read = await readSnapshot(shop);
  if (read === null) return null;
  const { asOf, ltv } = read.snapshot;
  const newcomers = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ month: z.string(), customers: integer }),
      sql`
      select to_char(first_day, 'YYYY-MM') as month, count(*)::int as customers
      from customer_summaries where shop_id = ${shop} group by month`,
    ),
  );
  return {
    asOf,
    newcomers: Object.fromEntries(newcomers.map(({ month, customers }) => [month, customers])),
    valueBasis: ltv.valueBasis,
    ...{ durationDays: ltv.durationDays, rulesVersion: read.rulesVersion },
    valueBefore: ltv.value === null ? null : ltv.value + (ltv.acquisitionCost ?? 0),
  };
}
