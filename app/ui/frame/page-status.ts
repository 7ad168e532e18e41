import type { Comparison } from '../../metrics/compare/compare';
import type { FilterChoices } from '../../metrics/filter/choices';
import type { Following } from '../../progress/following';
import type { Snapshot } from '../../metrics/snapshot';
import { lastDay } from '../numbers/last-day';
import { type SheetFacts, sheetFacts } from '../sheets/sheet-facts';
import type { Renewals } from '../repeat/view';
import { NOT_BEGUN, type ImportProgress } from '../../progress/import-progress';
import type { StageNumbers } from '../../terms/stage-numbers';
import { shopWords } from '../numbers/shop-words';

interface PastDay {
  asOf: string;
  state: 'shown' | 'waiting' | 'running' | 'unknown';
  /** an order from before that day has changed since: the night counts the day again */
  changed: boolean;
}

/** The day that a page compares its numbers with. */
export interface ComparedDay {
  /** D */
  day: string;
  /** before: the shop had no order yet. full: too many days wait already */
  state: 'shown' | 'waiting' | 'running' | 'before' | 'full';
}

/** Days of the shop's first and last order, `YYYY-MM-DD`. */
export interface OrderDays {
  first: string;
  last: string;
}

/** Of whom the numbers of a page are that can be filtered. */
export interface FilteredStatus {
  choices: FilterChoices;
  /** all: the address has no filter. impossible: no order of any shop can meet it */
  state: 'all' | 'shown' | 'waiting' | 'running' | 'impossible';
}

/** What a page knows beside its numbers: their day and hour, and the running import. */
export interface PageStatus {
  /** the shop's own domain: tea-shop.myshopify.com */
  shop: string;
  importing: ImportProgress;
  following: Following;
  /** when the numbers were computed; null before the first */
  computedAt: string | null;
  /** the day D of the numbers */
  asOf: string | null;
  /** these numbers lack a later change, or Shopify could not be asked */
  stale: boolean;
  /** when a setting first changed after these numbers were counted, ISO; null: they are by the shop's settings */
  rulesChangedAt: string | null;
  /** another release counted them: this one's new numbers are unknown until the next count */
  partial: boolean;
  /** the past day in the address, whose numbers are shown or to come */
  past: PastDay | null;
  /** the shop's calendar day, the latest that can be requested */
  today: string;
  /** null without orders */
  orderDays: OrderDays | null;
  /** whether more than half of the customers shown have lapsed */
  mostLapsed: boolean;
  /** null without numbers */
  compared: ComparedDay | null;
  /** null on a page that always shows all customers */
  filtered: FilteredStatus | null;
  currency: string;
  timezone: string;
  /** this shop's sums, which the numbers' sheets show; null before the first numbers */
  sheets: SheetFacts | null;
}

/** Whether a page's numbers are of all customers of the shop, not of those whom a filter chooses. */
export function isOfEveryone(filtered: FilteredStatus | null): boolean {
  return filtered === null || filtered.state === 'all';
}

/** The last day in the numbers of a page, `YYYY-MM-DD`. */
export function shownDay({ past, asOf, today }: PageStatus): string {
  return lastDay(past?.asOf ?? asOf) ?? today;
}

/** What is known of a shop and of the day in a page's address. */
export interface KnownOfShop {
  /** its own: tea-shop.myshopify.com */
  domain: string;
  /** null until Shopify has been asked about the shop */
  shop: { currency: string; timezone: string } | null;
  importing: ImportProgress | null;
  following: Following;
  /** the numbers of all customers */
  read: {
    snapshot: Snapshot;
    computedAt: string;
    stale: boolean;
    whole: boolean;
  } | null;
  /** the shop's calendar day, `YYYY-MM-DD` */
  today: string;
  /** the day in the address, and how far a request for it is */
  asked: string | null;
  state: 'waiting' | 'running' | null;
  orderDays: OrderDays | null;
  shopifyIsDown: boolean;
  /** whether the page counts renewals */
  renewals: Renewals;
  /** the shop's numbers in the rules of the stages */
  rules: StageNumbers;
}

interface Known extends KnownOfShop {
  /** the numbers that the page shows: `read`, or those of the customers whom a filter chooses */
  shown: { snapshot: Snapshot; computedAt: string } | null;
  rulesChangedAt: string | null;
  compared: ComparedDay | null;
  comparison: Comparison | null;
  filtered: FilteredStatus | null;
}

/** What a page says beside its numbers, from what is known of the shop. */
export function pageStatus(known: Known): PageStatus {
  const { domain, shop, importing, following, read, today, asked, state, shopifyIsDown } = known;
  const { shown, rulesChangedAt, filtered, orderDays, compared, comparison, renewals } = known;
  const words = read?.snapshot ?? shop;
  const numbers = (shown ?? read)?.snapshot;
  return {
    shop: domain,
    importing: importing ?? NOT_BEGUN,
    following,
    computedAt: (shown ?? read)?.computedAt ?? null,
    asOf: read?.snapshot.asOf ?? null,
    // Numbers as of today include yesterday: the nightly refresh has run. Older ones were not refreshed.
    stale: read !== null && (shopifyIsDown || (asked === null && read.snapshot.asOf < today)),
    rulesChangedAt,
    partial: read !== null && !read.whole,
    past:
      asked === null
        ? null
        : {
            asOf: asked,
            state: state ?? (read ? 'shown' : 'unknown'),
            changed: read?.stale ?? false,
          },
    today,
    orderDays,
    mostLapsed: numbers !== undefined && 2 * numbers.status.lapsed > numbers.customers,
    compared: compared && { day: compared.day, state: compared.state },
    filtered,
    ...shopWords(words),
    sheets:
      shown &&
      sheetFacts(shown.snapshot, renewals, comparison?.worth, isOfEveryone(filtered), known.rules),
  };
}
