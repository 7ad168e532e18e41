import { readComparedDay, type Compared } from './compared-day.server';
import { refuseImpossibleDay } from './refuse-day.server';
import { now } from '../../clock.server';
import { dayIn } from '../../metrics/calendar';
import { readSettings, readSnapshot, type ReadSnapshot } from '../../metrics/read.server';
import { metricSettingsSchema, type MetricSettings } from '../../metrics/settings';
import { recordOpening } from '../../shop/installation/opening.server';
import { readFollowing } from '../../shop/state/following.server';
import { readImportState } from '../../shop/state/import-state.server';
import { readOrderDays, readPastDayState } from '../../shop/state/past-day.server';
import { shopOf, type InstalledShop } from '../../shop/shop.server';
import type { Merchant } from '../../shopify/shopify.server';
import type { KnownOfShop } from '../../ui/frame/page-status';
import { parseView } from '../../ui/frame/view-address';
import { renewalsOf } from '../../ui/repeat/view';

/** The days in a page's address, with the numbers of all customers. */
export interface DayFacts {
  /** null until the first job has written its row */
  shop: InstalledShop | null;
  /** the newest numbers, or those of the day in the address; null: none yet */
  read: ReadSnapshot | null;
  /** the day to compare with; null without numbers */
  compared: Compared | null;
  settings: MetricSettings;
  known: KnownOfShop;
}

/**
 * Reads the days that a page of numbers shows. `?asOf=YYYY-MM-DD` asks for a day, `?compare=` for one beside it
 * (ui/frame/view-address); malformed ones are ignored.
 * @param merchant as `authenticate.admin` returns it
 * @throws Response 400 for a day without numbers
 */
export async function readDayFacts(
  { session, shopifyIsDown }: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  address: URL,
): Promise<DayFacts> {
  const shop = await shopOf(session.shop);
  const { asOf: asked, compare } = parseView(address.searchParams);
  // first, so that a change during the other reads gives the next poll another version
  const following = await readFollowing(shop?.id ?? null);
  const reading = shop === null ? null : readOrderDays(shop);
  // a day to compare with that has no numbers is refused by a sentence beside those of the page
  if (asked !== null) refuseImpossibleDay(shop, await reading, asked);
  const [read, importing, state, settings, orderDays] = shop
    ? await Promise.all([
        readSnapshot(shop.id, asked ?? undefined),
        readImportState(shop.id),
        asked === null ? null : readPastDayState(shop.id, asked),
        readSettings(shop.id),
        reading,
      ])
    : [null, null, null, null, null];
  const rules = settings ?? metricSettingsSchema.parse({});
  const compared =
    shop && read ? await readComparedDay(shop, read, compare, orderDays?.first ?? null) : null;
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  const current = asked !== null || read === null ? null : read.whole && read.snapshot.asOf > today;
  if (shop) await recordOpening(shop, current);
  return {
    ...{ shop, read, compared, settings: rules },
    known: {
      ...{ shop, importing, following, read, today, asked, state, orderDays, shopifyIsDown },
      ...{ domain: session.shop, rules },
      renewals: renewalsOf(address),
    },
  };
}
