import { NOT_BEGUN, type ImportProgress, type PageStatus } from './import-state';

interface Known {
  /** null until Shopify has been asked about the shop */
  shop: { currency: string; timezone: string } | null;
  importing: ImportProgress | null;
  read: {
    snapshot: { asOf: string; currency: string; timezone: string };
    computedAt: string;
    stale: boolean;
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
  const { shop, importing, read, today, asked, state, shopifyIsDown } = known;
  const words = read?.snapshot ?? shop;
  return {
    importing: importing ?? NOT_BEGUN,
    computedAt: read?.computedAt ?? null,
    asOf: read?.snapshot.asOf ?? null,
    // Numbers as of today know yesterday: the night's are there. Older ones were not renewed.
    stale:
      read !== null &&
      (read.stale || shopifyIsDown || (asked === null && read.snapshot.asOf < today)),
    past: asked === null ? null : { asOf: asked, state: state ?? (read ? 'shown' : 'unknown') },
    today,
    currency: words?.currency ?? 'JPY',
    timezone: words?.timezone ?? 'UTC',
  };
}
