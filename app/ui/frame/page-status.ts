import type { Following } from '../../progress/following';
import { NOT_BEGUN, type ImportProgress } from '../../progress/import-progress';

interface PastDay {
  asOf: string;
  state: 'shown' | 'waiting' | 'running' | 'unknown';
  /** an order of before that day has changed since: the night counts it anew */
  changed: boolean;
}

/** What a page knows beside its numbers: their day and hour, and what is being read. */
export interface PageStatus {
  importing: ImportProgress;
  following: Following;
  /** the moment the numbers were made; null before the first */
  computedAt: string | null;
  /** the day D they are as of */
  asOf: string | null;
  /** something has changed since that these numbers do not know, or Shopify could not be asked */
  stale: boolean;
  /** another release counted them: what is new in this one is unknown until they are counted anew */
  partial: boolean;
  /** the past day in the address, whose numbers are shown or to come */
  past: PastDay | null;
  /** the shop's calendar day: no later one can be asked for */
  today: string;
  currency: string;
  timezone: string;
}

interface Known {
  /** null until Shopify has been asked about the shop */
  shop: { currency: string; timezone: string } | null;
  importing: ImportProgress | null;
  following: Following;
  read: {
    snapshot: { asOf: string; currency: string; timezone: string };
    computedAt: string;
    stale: boolean;
    whole: boolean;
  } | null;
  /** the shop's calendar day, `YYYY-MM-DD` */
  today: string;
  /** the day in the address, and how far a request for it is */
  asked: string | null;
  state: 'waiting' | 'running' | null;
  shopifyIsDown: boolean;
}

/** What a page says beside its numbers, from what is known of the shop. */
export function pageStatus(known: Known): PageStatus {
  const { shop, importing, following, read, today, asked, state, shopifyIsDown } = known;
  const words = read?.snapshot ?? shop;
  return {
    importing: importing ?? NOT_BEGUN,
    following,
    computedAt: read?.computedAt ?? null,
    asOf: read?.snapshot.asOf ?? null,
    // Numbers as of today know yesterday: the night's are there. Older ones were not renewed.
    stale: read !== null && (shopifyIsDown || (asked === null && read.snapshot.asOf < today)),
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
    currency: words?.currency ?? 'JPY',
    timezone: words?.timezone ?? 'UTC',
  };
}
