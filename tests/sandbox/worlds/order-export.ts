import { addDays, dayIn } from '../../../app/metrics/calendar';
import type { CustomerRecord, OrderRecord, ProductRecord, ShopRecord } from '../store/records';
import { minorDigits } from './minor-units';
import { customersOf } from './csv/customers';
import { load, MaybeShiftJis } from './csv/load';
import type { FileFacts } from './csv/load';
import { ordersOf } from './csv/orders';
import { productsOf } from './csv/products';
import { findSources } from './csv/sources';
import type { Language } from './csv/said';
import { Spill } from './csv/spill';

export interface OrderExportOptions {
  /** the shop's IANA zone, used for times without an offset; by default the zone that fits the files' own offsets */
  timezone?: string | undefined;
  /** orders of this time or later are left out; a function gets the shop's zone */
  until?: Date | ((timezone: string) => Date) | undefined;
  domain?: string | undefined;
  /** language of the notes; English by default */
  language?: Language | undefined;
  /** called with the read share of the file, 0 to 1 */
  onProgress?: ((fraction: number) => void) | undefined;
}

export interface OrderExportWorld {
  shop: ShopRecord;
  products(): Iterable<ProductRecord>;
  customers(): Iterable<CustomerRecord>;
  orders(): Iterable<OrderRecord>;
  /** the day after the files' last order, regardless of `until`; tomorrow without orders */
  asOf: string;
  /** the whole files' facts, regardless of `until` */
  facts: FileFacts;
  /** frees the temporary store; the world is unreadable afterwards */
  close(): void;
}

// For a file without orders, which names no currency.
const NO_CURRENCY = 'USD';
const NO_DAY = new Date(0).toISOString();

/**
 * Makes a shop of Shopify order exports (CSV, CSV.gz, ZIP, folders of them), as `app/metrics/README.md` reads them. It
 * checks all files before it returns the world, which can be read any number of times until it is closed.
 * @throws BadOrderExport when a file is not an order export
 * @throws RangeError when the time zone does not exist
 */
export async function openOrderExport(
  files: string | readonly string[],
  options: OrderExportOptions = {},
): Promise<OrderExportWorld> {
  const timezone = options.timezone === undefined ? undefined : checkedZone(options.timezone);
  const found = await findSources(typeof files === 'string' ? [files] : files);
  const shiftJis = new Map<number, number>();
  for (;;) {
    const spill = new Spill();
    try {
      const facts = await load(found, shiftJis, spill, { ...options, timezone });
      return worldOf(spill, facts, options);
    } catch (error) {
      spill.close();
      if (!(error instanceof MaybeShiftJis)) throw error;
      shiftJis.set(error.file, error.line);
    }
  }
}

function worldOf(
  spill: Spill,
  facts: FileFacts,
  { until, domain = 'order-export.myshopify.com' }: OrderExportOptions,
): OrderExportWorld {
  const currencyCode = facts.currencyCode ?? NO_CURRENCY;
  const ianaTimezone = facts.timezone;
  const last = typeof until === 'function' ? until(ianaTimezone) : until;
  const end = last?.getTime() ?? Number.MAX_SAFE_INTEGER;
  const locale = currencyCode === 'JPY' ? 'ja' : 'en';
  const createdAt = facts.firstOrderAt ?? NO_DAY;
  return {
    shop: {
      domain,
      id: 60_000_000_001,
      name: domain.replace(/\.myshopify\.com$/, ''),
      currencyCode,
      ianaTimezone,
      primaryLocale: locale,
      createdAt,
      taxesIncluded: facts.taxesIncluded,
      planName: 'Basic',
    },
    facts,
    asOf: addDays(dayIn(ianaTimezone, new Date(facts.lastOrderAt ?? Date.now())), 1),
    products: () => productsOf(spill, minorDigits(currencyCode), createdAt),
    customers: () => customersOf(spill, { currencyCode, locale, until: end }),
    orders: () => ordersOf(spill, facts, end),
    close: () => spill.close(),
  };
}

function checkedZone(timezone: string): string {
  // Intl also takes "+09:00", which other programs read with the opposite sign.
  if (/^[A-Za-z]/.test(timezone) && zoneExists(timezone)) return timezone;
  throw new RangeError(`"${timezone}" is not an IANA time zone like "Asia/Tokyo".`);
}

function zoneExists(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
