import { z } from 'zod';

/**
 * The visits before an order, as Shopify states them: the first one of the customer's way to this order, and the last.
 * Free text is cut, never refused: no word of an advertisement decides whether an order counts.
 */
const text = z.string().nullable();

const visit = z
  .object({
    /** Google, direct, a website's domain, unknown */
    source: z.string(),
    sourceType: text,
    referralCode: text,
    utmParameters: z.object({ source: text, medium: text, campaign: text }).nullable(),
  })
  .nullable();

/** Null for orders of tills and drafts; missing in the result of a query from before an upgrade. */
export const journeySchema = z
  .object({
    /** false: Shopify may still find the visits, usually within a day */
    ready: z.boolean(),
    firstVisit: visit,
    lastVisit: visit,
  })
  .nullish();

type Journey = z.output<typeof journeySchema>;
type Visit = NonNullable<z.output<typeof visit>>;

/** Some mailings write the reader's address into their links: such a value is not kept. */
const E_MAIL = /[^\s@]@[^\s@]+\.\p{L}/u;
/** Characters of a stored value. UTM values of a sane campaign are under a hundred. */
const LONGEST = 255;
/** Characters of either half of a source's key, which stands in an address. */
const LONGEST_OF_KEY = 80;

/** What the tables keep of a journey; all null where Shopify states none. */
export interface KeptVisits {
  ready: boolean | null;
  /** as JSON, without the values that Shopify does not know */
  first: string | null;
  last: string | null;
  /** `sourceKey` of the visits; null: unknown */
  source: string | null;
}

const NONE: KeptVisits = { ready: null, first: null, last: null, source: null };

export function keptVisits(journey: Journey): KeptVisits {
  if (journey == null) return NONE;
  const { ready, firstVisit, lastVisit } = journey;
  return {
    ready,
    first: visitJson(firstVisit),
    last: visitJson(lastVisit),
    source: sourceKey(firstVisit ?? lastVisit),
  };
}

/**
 * THE source of an order (app/metrics/README.md section 1): of its first visit, or of the last where there is no first
 * one. The link's UTM source with its medium (`google/cpc`), else what Shopify found (`google`, `direct`); null where
 * neither is known. A change of this rule raises FACT_FIELDS_VERSION, so that histories are read again.
 */
export function sourceKey(visit: Visit | null): string | null {
  if (visit === null) return null;
  const utm = visit.utmParameters;
  const named = plain(utm?.source);
  if (named === '') return known(plain(visit.source));
  const medium = plain(utm?.medium);
  return known(medium === '' ? named : `${named}/${medium}`);
}

/** Shopify writes "unknown" where it knows nothing. */
const known = (key: string) => (key === '' || key === 'unknown' ? null : key);

/** Most values are spelled so already: the rest of the rule takes a microsecond, for each of a million orders. */
const PLAIN = /^[a-z\d._-]{0,80}$/;
const PRINTABLE = /^[ -~]{0,255}$/;

/** One spelling for full width and half width, capitals and blanks. */
function plain(given: string | null | undefined): string {
  const kept = stored(given ?? null);
  if (kept === undefined || PLAIN.test(kept)) return kept ?? '';
  const short = kept.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return cut(short, LONGEST_OF_KEY).trim();
}

/** The first characters, without half a pair at the end. */
const cut = (given: string, longest: number) =>
  given.length <= longest ? given : given.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');

function visitJson(visit: Visit | null): string | null {
  if (visit === null) return null;
  const { source, sourceType, referralCode, utmParameters: utm } = visit;
  return JSON.stringify({
    source: stored(source),
    type: stored(sourceType),
    referralCode: stored(referralCode),
    utmSource: stored(utm?.source),
    utmMedium: stored(utm?.medium),
    utmCampaign: stored(utm?.campaign),
  });
}

/** Text as jsonb holds it: without NUL and lone surrogates. */
function stored(value: string | null | undefined): string | undefined {
  if (value == null || (value.includes('@') && E_MAIL.test(value))) return undefined;
  return PRINTABLE.test(value) ? value : cut(value, LONGEST).toWellFormed().replaceAll('\0', '');
}
