import type { Compared } from './compared-day.server';
import { readDayFacts, type Compares, type DayFacts, type OwnReads } from './day-facts.server';
import { compareDays, type Comparison } from '../../metrics/compare/compare';
import type { ReadSnapshot } from '../../metrics/read.server';
import { goalSettingsSchema, type MetricSettings } from '../../metrics/settings';
import type { InstalledShop } from '../../shop/shop.server';
import { displayOf } from '../../settings/display';
import { readRulesChangedAt } from '../../settings/history.server';
import type { Merchant } from '../../shopify/shopify.server';
import {
  isOfEveryone,
  pageStatus,
  type FilteredStatus,
  type PageStatus,
} from '../../ui/frame/page-status';
import type { PartsInUse } from '../../terms/parts-in-use';
import { NO_GOALS, type Goals } from '../../ui/numbers/goals';

/** The numbers that a page shows. */
export interface ShownNumbers {
  /** null: none yet */
  read: ReadSnapshot | null;
  /** the earlier day of the same customers; null without numbers */
  compared: Compared | null;
  /** null on a page that always shows all customers */
  filtered: FilteredStatus | null;
}

export interface PageFacts<Own = unknown> {
  /** null until the first job has written its row */
  shop: InstalledShop | null;
  read: ReadSnapshot | null;
  /** the numbers of both days beside each other; null without numbers */
  comparison: Comparison | null;
  status: PageStatus;
  settings: MetricSettings;
  parts: PartsInUse;
  /** the shop's own; none where the page is of a part of the customers */
  goals: Goals;
  /** what the page read beside; null without a shop */
  own: Own | null;
}

/**
 * What a page of all customers' numbers needs.
 * @throws Response 400 for a day without numbers
 */
export async function readPageFacts<Own>(
  merchant: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  url: string,
  ownReads: OwnReads<Own>,
  compares?: Compares,
): Promise<PageFacts<Own>> {
  const days = await readDayFacts(merchant, new URL(url), ownReads, compares);
  return await pageFacts(days, { ...days, filtered: null });
}

/** Compares the shown numbers, and says what the page says beside them. */
export async function pageFacts<Own>(
  { shop, settings, known, own }: DayFacts<Own>,
  { read, compared, filtered }: ShownNumbers,
): Promise<PageFacts<Own>> {
  const comparison =
    read && compared && compareDays(read.snapshot, compared.read?.snapshot ?? null, compared.day);
  return {
    ...{ shop, settings, read, comparison, own },
    parts: displayOf(shop),
    goals: isOfEveryone(filtered) ? goalsOf(shop, settings) : NO_GOALS,
    status: pageStatus({
      ...known,
      ...{ shown: read, rulesChangedAt: await rulesChangedAt(shop, read) },
      ...{ compared, comparison, filtered },
    }),
  };
}

function goalsOf(shop: InstalledShop | null, { f2Benchmark }: MetricSettings): Goals {
  return {
    ...goalSettingsSchema.parse(shop?.settings.goals ?? {}),
    f2: f2Benchmark,
  };
}

/** When a setting first changed after numbers were counted, ISO; null where they are by the shop's settings. */
export async function rulesChangedAt(
  shop: InstalledShop | null,
  read: ReadSnapshot | null,
): Promise<string | null> {
  if (shop === null || read === null || read.rulesVersion === shop.rulesVersion) return null;
  return (await readRulesChangedAt(shop.id, read.rulesVersion))?.toISOString() ?? null;
}
