import {
  findComparedDay,
  requestComparedDay,
  type Compared,
  type FoundDay,
} from './compared-day.server';
import { refuseImpossibleDay } from './refuse-day.server';
import { now } from '../../clock.server';
import { dayIn } from '../../metrics/calendar';
import { snapshotIn, type ReadSnapshot } from '../../metrics/read.server';
import { metricSettingsSchema, type MetricSettings } from '../../metrics/settings';
import { NOTHING_TO_FOLLOW } from '../../progress/following';
import { recordOpening } from '../../shop/installation/opening.server';
import { followingIn } from '../../shop/state/following.server';
import { readImportState } from '../../shop/state/import-state.server';
import { readOrderDays, readPastDayState } from '../../shop/state/past-day.server';
import {
  readPage,
  shopIn,
  shopOf,
  type InstalledShop,
  type PageReads,
} from '../../shop/shop.server';
import type { Merchant } from '../../shopify/shopify.server';
import type { KnownOfShop } from '../../ui/frame/page-status';
import { parseView } from '../../ui/frame/view-address';
import { renewalsOf } from '../../ui/repeat/view';

/** The days in a page's address, with the numbers of all customers. */
export interface DayFacts<Own = unknown> {
  /** null until the first job has written its row */
  shop: InstalledShop | null;
  /** the newest numbers, or those of the day in the address; null: none yet */
  read: ReadSnapshot | null;
  /** the day to compare with; null without numbers */
  compared: Compared | null;
  settings: MetricSettings;
  known: KnownOfShop;
  /** null without a shop */
  own: Own | null;
}

/** What a page reads beside the days, in the same transaction. */
export type OwnReads<Own> = (
  tx: PageReads,
  days: { shop: InstalledShop; read: ReadSnapshot | null; isPast: boolean },
) => Promise<Own>;

/** The reads of a page without its own. */
export const NO_OWN_READS: OwnReads<null> = () => Promise.resolve(null);

/** Whether a page shows its numbers beside those of another day, which is asked for where it is not kept. */
export type Compares = 'another day' | 'nothing';

/**
 * Reads the days that a page of numbers shows. `?asOf=YYYY-MM-DD` asks for a day, `?compare=` for one beside it
 * (ui/frame/view-address); malformed ones are ignored.
 * @param merchant as `authenticate.admin` returns it
 * @throws Response 400 for a day without numbers
 */
export async function readDayFacts<Own>(
  { session, shopifyIsDown }: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  address: URL,
  ownReads: OwnReads<Own>,
  compares: Compares = 'another day',
): Promise<DayFacts<Own>> {
  const known = await shopOf(session.shop);
  const view = parseView(address.searchParams);
  const asked = view.asOf;
  if (known === null && asked !== null) refuseImpossibleDay(known, null, asked);
  const found = known
    ? await readPage(known.id, (tx) => readDays(tx, known, view, ownReads, compares))
    : NOTHING_FOUND;
  const { shop, read, kept, own, ...days } = found;
  const compared = shop && read && kept && (await requestComparedDay(shop, read, kept));
  const rules = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  const current = asked !== null || read === null ? null : read.whole && read.snapshot.asOf > today;
  if (shop) await recordOpening(shop, current);
  return {
    ...{ shop, read, compared, settings: rules, own },
    known: {
      ...{ ...days, shop, read, today, asked, shopifyIsDown },
      ...{ domain: session.shop, rules },
      renewals: renewalsOf(address),
    },
  };
}

const NOTHING_FOUND = {
  ...{ following: NOTHING_TO_FOLLOW, orderDays: null, importing: null, state: null },
  ...{ shop: null, read: null, kept: null, own: null },
};

async function readDays<Own>(
  tx: PageReads,
  known: InstalledShop,
  { asOf, compare }: ReturnType<typeof parseView>,
  ownReads: OwnReads<Own>,
  compares: Compares,
) {
  // first, so that a change during the other reads gives the next poll another version
  const following = await followingIn(tx, known.id);
  const shop = await shopIn(tx, known);
  const orderDays = await readOrderDays(tx, shop);
  // a day to compare with that has no numbers is refused by a sentence beside those of the page
  if (asOf !== null) refuseImpossibleDay(shop, orderDays, asOf);
  const read = await snapshotIn(tx, shop.id, asOf ?? undefined);
  const kept: FoundDay | null =
    read &&
    (compares === 'nothing'
      ? null
      : await findComparedDay(tx, shop, read, compare, orderDays?.first ?? null));
  return {
    ...{ shop, following, orderDays, read, kept },
    importing: await readImportState(tx, shop),
    state: asOf === null ? null : await readPastDayState(tx, shop.id, asOf),
    own: await ownReads(tx, { shop, read, isPast: asOf !== null }),
  };
}
