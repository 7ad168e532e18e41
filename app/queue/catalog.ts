import { z } from 'zod';
import type { Urgency } from './urgency';

const domain = z.object({ domain: z.string().min(1) });
const shop = z.object({ shopId: z.number().int().positive() });
/** Scheduled work over all shops: the clock asks for all of them, and that job for slices (slices.server.ts). */
const shops = z.looseObject({
  slice: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
});

/** Within a shop, jobs of one lane do not overlap. */
type Lane = 'import' | 'reread' | 'reconcile' | 'sweep' | 'snapshot';

interface JobDefinition {
  payload: z.ZodObject;
  maxAttempts: number;
  /** which due job a worker takes first */
  urgency: Urgency;
  lane?: Lane;
  /** it may take minutes, so a worker keeps a slot for the others (app/worker/slots/slots.ts) */
  long?: true;
  /**
   * Payload fields that identify a job: it then waits once, however often it is asked for. A job with a
   * lane has a key, so that a set-back job and one that was asked for again meanwhile become one.
   */
  key?: readonly string[];
}

/** Every job there is: its payload, how often it is tried, how soon, what makes two of them one. */
export const catalog = {
  /** after authentication: read the shop, start its first import */
  'shop.install': { payload: domain, maxAttempts: 25, urgency: 'merchant', key: ['domain'] },
  'shop.uninstalled': { payload: domain, maxAttempts: 25, urgency: 'merchant', key: ['domain'] },
  /** its scopes, currency, time zone or name */
  'shop.changed': { payload: domain, maxAttempts: 25, urgency: 'merchant', key: ['domain'] },
  /** the first import of a shop, or one from the beginning (app/ingest says what each reason means) */
  'import.open': {
    payload: shop.extend({ why: z.enum(['installed', 'again', 'changed']) }),
    maxAttempts: 25,
    urgency: 'merchant',
    lane: 'import',
    key: ['shopId', 'why'],
  },
  /** one step of the running import: ask, wait, read a part, or merge */
  'import.step': {
    payload: shop,
    maxAttempts: 6,
    urgency: 'merchant',
    lane: 'import',
    long: true,
    key: ['shopId'],
  },
  /** orders that were poked: read again from Shopify, a few at a time */
  'orders.reread': {
    payload: shop,
    maxAttempts: 25,
    urgency: 'change',
    lane: 'reread',
    key: ['shopId'],
  },
  'customers.reread': {
    payload: shop,
    maxAttempts: 25,
    urgency: 'change',
    lane: 'reread',
    key: ['shopId'],
  },
  /** products and inventory items: titles and unit costs */
  'products.reread': {
    payload: shop,
    maxAttempts: 25,
    urgency: 'change',
    lane: 'reread',
    key: ['shopId'],
  },
  /** hourly: what is due in each shop by now, spread over the hour */
  'shops.hourly': { payload: shops, maxAttempts: 3, urgency: 'upkeep', key: ['slice'] },
  /** after a clock that ran ahead: its times, which have not come yet, are the present in each shop */
  'shops.clockCameBack': { payload: shops, maxAttempts: 3, urgency: 'change', key: ['slice'] },
  /** what Shopify says was updated since the last look, compared with our rows */
  'reconcile.changed': {
    payload: shop.extend({ span: z.enum(['hour', 'night']) }),
    maxAttempts: 10,
    urgency: 'upkeep',
    lane: 'reconcile',
    long: true,
    key: ['shopId', 'span'],
  },
  /** whether Shopify counts as many orders as we do */
  'reconcile.counts': {
    payload: shop.extend({ before: z.number().int().optional() }),
    maxAttempts: 10,
    urgency: 'upkeep',
    lane: 'reconcile',
    key: ['shopId'],
  },
  /** one step of a running sweep: ask, wait, or compare everything */
  'sweep.step': {
    payload: shop.extend({ kind: z.enum(['ids', 'costs']) }),
    maxAttempts: 6,
    urgency: 'upkeep',
    lane: 'sweep',
    long: true,
    key: ['shopId', 'kind'],
  },
  /** what the survey's block on the storefront reads: written after installing and with new settings */
  'survey.tellBlock': { payload: shop, maxAttempts: 25, urgency: 'merchant', key: ['shopId'] },
  /** a new token before the old ones die, for shops that nobody opens */
  'shop.keepToken': { payload: domain, maxAttempts: 10, urgency: 'upkeep', key: ['domain'] },
  /** bring the book up to date and compute the current snapshot, when it is the shop's turn */
  'snapshot.refresh': {
    payload: shop,
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId'],
  },
  /** every quarter of an hour: what a new day and the night bring in each shop's own time zone */
  'snapshot.newDay': { payload: shops, maxAttempts: 3, urgency: 'upkeep', key: ['slice'] },
  /** kept days whose orders have changed since, one after the other, each once: those counted before */
  'snapshot.stale': {
    payload: shop.extend({ before: z.iso.datetime().optional() }),
    maxAttempts: 10,
    urgency: 'night',
    lane: 'snapshot',
    long: true,
    key: ['shopId'],
  },
  /** the newest month's end that has no snapshot yet, then the one before */
  'snapshot.history': {
    payload: shop,
    maxAttempts: 25,
    urgency: 'night',
    lane: 'snapshot',
    long: true,
    key: ['shopId'],
  },
  /** a past day that somebody asked for */
  'snapshot.day': {
    payload: shop.extend({ asOf: z.iso.date() }),
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId', 'asOf'],
  },
  /**
   * a file of everything that is kept of a customer, and his erasure; not while a snapshot is taken,
   * which may have seen him. The ids stand in the request's row
   */
  'privacy.dataRequest': {
    payload: shop.extend({ requestId: z.number().int() }),
    maxAttempts: 25,
    urgency: 'privacy',
    lane: 'snapshot',
    long: true,
    key: ['shopId', 'requestId'],
  },
  'privacy.customerRedact': {
    payload: shop.extend({ requestId: z.number().int() }),
    maxAttempts: 25,
    urgency: 'privacy',
    lane: 'snapshot',
    long: true,
    key: ['shopId', 'requestId'],
  },
  /** everything of a shop that has gone */
  'shop.redact': {
    payload: domain,
    maxAttempts: 25,
    urgency: 'privacy',
    long: true,
    key: ['domain'],
  },
  /** every night: what has had its time goes */
  'privacy.keepNoLonger': {
    payload: shops,
    maxAttempts: 3,
    urgency: 'night',
    long: true,
    key: ['slice'],
  },
} satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof catalog;
/** A job's name, wherever it was kept. */
export const jobNameSchema = z.custom<JobName>(
  (name) => typeof name === 'string' && Object.hasOwn(catalog, name),
);
export type JobPayload<Name extends JobName> = z.output<(typeof catalog)[Name]['payload']>;

/** What tells a job from others of its name; empty where nothing does. */
export function jobKeyOf(name: JobName, payload: unknown): string {
  const fields = fieldsSchema.parse(payload);
  return (definitionOf(name).key ?? []).map((field) => textOf(fields[field])).join(':');
}

const textOf = (field: unknown) =>
  typeof field === 'object' && field !== null ? Object.values(field).join('-') : String(field);

const fieldsSchema = z.record(z.string(), z.unknown());

/** The definition of a job, whichever it is. */
export function definitionOf(name: JobName): JobDefinition {
  return catalog[name];
}

/** The lane of one shop, `snapshot:17`: two jobs of it do not overlap. Null where a job has none. */
export function laneOf(name: JobName, payload: unknown): string | null {
  const { lane } = definitionOf(name);
  const { data } = ofShop.safeParse(payload);
  return lane === undefined || data === undefined ? null : `${lane}:${data.shopId}`;
}

const ofShop = z.object({ shopId: z.number() });

/** The flag of jobs that may take minutes. */
export const LONG = 'long';

/** What a job's row says of it, so that a worker can pass it over without fetching it. */
export function flagsOf(name: JobName, payload: unknown): string[] {
  const lane = laneOf(name, payload);
  return [...(lane === null ? [] : [lane]), ...(definitionOf(name).long ? [LONG] : [])];
}
