import { readComparedDay, type Compared } from './compared-day.server';
import { refuseImpossibleDay } from './refuse-day.server';
import { now } from '../../clock.server';
import { dayIn } from '../../metrics/calendar';
import { compareDays, type Comparison } from '../../metrics/compare/compare';
import { readSettings, readSnapshot, type ReadSnapshot } from '../../metrics/read.server';
import { metricSettingsSchema, type MetricSettings } from '../../metrics/settings';
import { readFollowing } from '../../shop/state/following.server';
import { readImportState } from '../../shop/state/import-state.server';
import { recordOpening } from '../../shop/installation/opening.server';
import { readOrderDays, readPastDayState } from '../../shop/state/past-day.server';
import { shopOf, type InstalledShop } from '../../shop/shop.server';
import type { Merchant } from '../../shopify/shopify.server';
import { renewalsOf } from '../../ui/repeat/view';
import { pageStatus, type PageStatus } from '../../ui/frame/page-status';
import { isDay, parseView } from '../../ui/frame/view-address';

export interface PageFacts {
  /** null until the first job has written its row */
  shop: InstalledShop | null;
  /** the newest numbers, or those of the day in the address; null: none yet */
  read: ReadSnapshot | null;
  /** the day to compare with; null without numbers */
  compared: Compared | null;
  /** the numbers of both days beside each other; null without numbers */
  comparison: Comparison | null;
  status: PageStatus;
  settings: MetricSettings;
}

/**
 * Reads what every page of numbers needs. `?asOf=YYYY-MM-DD` asks for a day, `?compare=` for one beside it
 * (ui/frame/view-address); malformed ones are ignored.
 * @param merchant as `authenticate.admin` returns it
 * @throws Response 400 for a day without numbers
 */
export async function readPageFacts(
  { session, shopifyIsDown }: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  url: string,
): Promise<PageFacts> {
  const shop = await shopOf(session.shop);
  const address = new URL(url);
  const { asOf: asked, compare } = parseView(address.searchParams);
  // first, so that a change during the other reads gives the next poll another version
  const follows = await readFollowing(shop?.id ?? null);
  const reading = shop === null ? null : readOrderDays(shop);
  for (const day of [asked, compare])
    if (day !== null && isDay(day)) refuseImpossibleDay(shop, await reading, day);
  const [read, importing, state, settings, orderDays] = shop
    ? await Promise.all([
        readSnapshot(shop.id, asked ?? undefined),
        readImportState(shop.id),
        asked === null ? null : readPastDayState(shop.id, asked),
        readSettings(shop.id),
        reading,
      ])
    : [null, null, null, null, null];
  const compared =
    shop && read
      ? await readComparedDay(shop, read.snapshot.asOf, compare, orderDays?.first ?? null)
      : null;
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  const current = asked !== null || read === null ? null : read.whole && read.snapshot.asOf > today;
  if (shop) await recordOpening(shop, current);
  return {
    shop,
    read,
    compared,
    comparison:
      read && compared && compareDays(read.snapshot, compared.read?.snapshot ?? null, compared.day),
    status: pageStatus({
      shop,
      importing,
      following: follows,
      read,
      today,
      asked,
      state,
      orderDays,
      compared,
      shopifyIsDown,
      renewals: renewalsOf(address),
    }),
    settings: settings ?? metricSettingsSchema.parse({}),
  };
}
