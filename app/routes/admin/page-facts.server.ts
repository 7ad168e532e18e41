import { refuseOtherDays } from './asked-day.server';
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
  /** null until the first job has asked Shopify about it */
  shop: InstalledShop | null;
  /** the newest numbers, or those of the day in the address; null where there are none yet */
  read: ReadSnapshot | null;
  status: PageStatus;
  settings: MetricSettings;
}

/**
 * What every page of numbers reads first. `?asOf=YYYY-MM-DD` asks for a day; a malformed one is
 * taken for none.
 * @param merchant as the door authenticated them
 * @throws Response 400 for a day of which there can be no numbers
 */
export async function pageFacts(
  { session, shopifyIsDown }: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  url: string,
): Promise<PageFacts> {
  const shop = await shopOf(session.shop);
  const asked = parseDay(new URL(url).searchParams.get('asOf'));
  if (asked !== null) await refuseOtherDays(shop, asked);
  // first: what changes while the rest is read makes another version
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
