import { refuseImpossibleDay } from './refuse-day.server';
import { now } from '../../clock.server';
import { dayIn } from '../../metrics/calendar';
import { readSettings, readSnapshot, type ReadSnapshot } from '../../metrics/read.server';
import { metricSettingsSchema, type MetricSettings } from '../../metrics/settings';
import { readFollowing } from '../../shop/state/following.server';
import { readImportState } from '../../shop/state/import-state.server';
import { recordOpening } from '../../shop/installation/opening.server';
import { parseDay, readPastDayState } from '../../shop/state/past-day.server';
import { shopOf, type InstalledShop } from '../../shop/shop.server';
import type { Merchant } from '../../shopify/shopify.server';
import { pageStatus, type PageStatus } from '../../ui/frame/page-status';

export interface PageFacts {
  /** null until the first job has written its row */
  shop: InstalledShop | null;
  /** the newest numbers, or those of the day in the address; null: none yet */
  read: ReadSnapshot | null;
  status: PageStatus;
  settings: MetricSettings;
}

/**
 * Reads what every page of numbers needs. `?asOf=YYYY-MM-DD` asks for a day; a malformed one is ignored.
 * @param merchant as `authenticate.admin` returns it
 * @throws Response 400 for a day without numbers
 */
export async function readPageFacts(
  { session, shopifyIsDown }: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  url: string,
): Promise<PageFacts> {
  const shop = await shopOf(session.shop);
  const asked = parseDay(new URL(url).searchParams.get('asOf'));
  if (asked !== null) await refuseImpossibleDay(shop, asked);
  // first, so that a change during the other reads gives the next poll another version
  const follows = await readFollowing(shop?.id ?? null);
  const [read, importing, state, settings] = shop
    ? await Promise.all([
        readSnapshot(shop.id, asked ?? undefined),
        readImportState(shop.id),
        asked === null ? null : readPastDayState(shop.id, asked),
        readSettings(shop.id),
      ])
    : [null, null, null, null];
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  const current = asked !== null || read === null ? null : read.whole && read.snapshot.asOf > today;
  if (shop) await recordOpening(shop, current);
  return {
    shop,
    read,
    status: pageStatus({
      shop,
      importing,
      following: follows,
      read,
      today,
      asked,
      state,
      shopifyIsDown,
    }),
    settings: settings ?? metricSettingsSchema.parse({}),
  };
}
