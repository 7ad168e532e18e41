import { z } from 'zod';
import type { Urgency } from './urgency';

const domain = z.object({ domain: z.string().min(1) });
const shop = z.object({ shopId: z.number().int().positive() });
/** Scheduled work over all shops: without `slice` it enqueues itself for slices of shops (slices.server.ts). */
const shops = z.looseObject({
  slice: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
});

/** Two jobs of a shop in the same lane never run at the same time. */
type Lane = 'import' | 'reread' | 'reconcile' | 'audit' | 'snapshot';

interface JobDefinition {
  payload: z.ZodObject;
  maxAttempts: number;
  /** which of the due jobs a worker takes first */
  urgency: Urgency;
  lane?: Lane;
  /** may take minutes, so a worker keeps a slot for other jobs (app/worker/slots/slots.ts) */
  long?: true;
  /**
   * Payload fields that identify a job: one row is queued, however often it is enqueued. A job with a
   * lane needs a key, so that a job set back and the same job enqueued again meanwhile become one.
   */
  key?: readonly string[];
}

/** Every job: its payload, number of tries, urgency, and the fields that deduplicate it. */
export const catalog = {
  /** after authentication: reads the shop and opens its first import */
  'shop.install': { payload: domain, maxAttempts: 25, urgency: 'merchant', key: ['domain'] },
  'shop.uninstalled': { payload: domain, maxAttempts: 25, urgency: 'merchant', key: ['domain'] },
  /** the shop's scopes, currency, time zone or name changed */
  'shop.changed': { payload: domain, maxAttempts: 25, urgency: 'merchant', key: ['domain'] },
  /** opens an import of the whole shop (`Opening` in app/ingest/import says what each reason means) */
  'import.open': {
    payload: shop.extend({ why: z.enum(['installed', 'again', 'changed']) }),
    maxAttempts: 25,
    urgency: 'merchant',
    lane: 'import',
    key: ['shopId', 'why'],
  },
  /** one step of the running import: start an operation, poll it, read a part, or merge */
  'import.step': {
    payload: shop,
    maxAttempts: 6,
    urgency: 'merchant',
    lane: 'import',
    long: true,
    key: ['shopId'],
  },
  /** reads orders with a change notice again from Shopify, a few at a time */
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
  /** products and inventory items: their titles and unit costs */
  'products.reread': {
    payload: shop,
    maxAttempts: 25,
    urgency: 'change',
    lane: 'reread',
    key: ['shopId'],
  },
  /** hourly: enqueues what is due in each shop, spread over the hour */
  'shops.hourly': { payload: shops, maxAttempts: 3, urgency: 'upkeep', key: ['slice'] },
  /** after a clock that ran ahead: sets its future times back to the present in each shop */
  'shops.clockCameBack': { payload: shops, maxAttempts: 3, urgency: 'change', key: ['slice'] },
  /** compares what Shopify updated since the last update check with our rows */
  'reconcile.changed': {
    payload: shop.extend({ span: z.enum(['hour', 'night']) }),
    maxAttempts: 10,
    urgency: 'upkeep',
    lane: 'reconcile',
    long: true,
    key: ['shopId', 'span'],
  },
  /** compares Shopify's count of orders with ours */
  'reconcile.counts': {
    payload: shop.extend({ before: z.number().int().optional() }),
    maxAttempts: 10,
    urgency: 'upkeep',
    lane: 'reconcile',
    key: ['shopId'],
  },
  /** one step of a running audit: start an operation, poll it, or compare everything */
  'audit.step': {
    payload: shop.extend({ kind: z.enum(['ids', 'costs', 'tags']) }),
    maxAttempts: 6,
    urgency: 'upkeep',
    lane: 'audit',
    long: true,
    key: ['shopId', 'kind'],
  },
  /** a setting names a tag that was not kept: opens the reading of all customers' tags */
  'tags.read': { payload: shop, maxAttempts: 25, urgency: 'merchant', key: ['shopId'] },
  /** writes what the survey's block on the storefront reads: after installing and with new settings */
  'survey.tellBlock': { payload: shop, maxAttempts: 25, urgency: 'merchant', key: ['shopId'] },
  /** renews the token before it expires, for shops whose app stays closed */
  'shop.keepToken': { payload: domain, maxAttempts: 10, urgency: 'upkeep', key: ['domain'] },
  /** brings the book up to date and computes the newest snapshot, when the shop's pause is over */
  'snapshot.refresh': {
    payload: shop,
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId'],
  },
  /** every quarter of an hour: starts a new day and the night's work in each shop's own time zone */
  'snapshot.newDay': { payload: shops, maxAttempts: 3, urgency: 'upkeep', key: ['slice'] },
  /** computes kept days again whose orders changed, one after the other: those computed before `before` */
  'snapshot.stale': {
    payload: shop.extend({ before: z.iso.datetime().optional() }),
    maxAttempts: 10,
    urgency: 'night',
    lane: 'snapshot',
    long: true,
    key: ['shopId'],
  },
  /** computes the newest month end that has no snapshot, then enqueues itself for the one before */
  'snapshot.history': {
    payload: shop,
    maxAttempts: 25,
    urgency: 'night',
    lane: 'snapshot',
    long: true,
    key: ['shopId'],
  },
  /** computes a past day that a merchant asked for */
  'snapshot.day': {
    payload: shop.extend({ asOf: z.iso.date() }),
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId', 'asOf'],
  },
  /** counts the numbers of chosen customers that pages asked for, the latest request first */
  'snapshot.filtered': {
    payload: shop,
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId'],
  },
  /** writes the customers as of past days that pages asked for, the latest request first */
  'snapshot.people': {
    payload: shop,
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId'],
  },
  /** counts what a draft of settings would do that takes too long for a page */
  'snapshot.preview': {
    payload: shop,
    maxAttempts: 10,
    urgency: 'merchant',
    lane: 'snapshot',
    key: ['shopId'],
  },
  /**
   * Exports what is kept of a customer, or erases it. In the snapshots' lane, because a snapshot that runs
   * may have read the customer. The ids are in the request's row.
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
  /** deletes everything of an uninstalled shop */
  'shop.redact': {
    payload: domain,
    maxAttempts: 25,
    urgency: 'privacy',
    long: true,
    key: ['domain'],
  },
  /** nightly: deletes expired rows */
  'privacy.keepNoLonger': {
    payload: shops,
    maxAttempts: 3,
    urgency: 'night',
    long: true,
    key: ['slice'],
  },
} satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof catalog;
/** Checks a job's name that was stored. */
export const jobNameSchema = z.custom<JobName>(
  (name) => typeof name === 'string' && Object.hasOwn(catalog, name),
);
export type JobPayload<Name extends JobName> = z.output<(typeof catalog)[Name]['payload']>;

/** The values that identify a job among those of its name; empty for a job without a key. */
export function jobKeyOf(name: JobName, payload: unknown): string {
  const fields = fieldsSchema.parse(payload);
  return (definitionOf(name).key ?? []).map((field) => textOf(fields[field])).join(':');
}

const textOf = (field: unknown) =>
  typeof field === 'object' && field !== null ? Object.values(field).join('-') : String(field);

const fieldsSchema = z.record(z.string(), z.unknown());

export function definitionOf(name: JobName): JobDefinition {
  return catalog[name];
}

/** A job's lane in its shop, `snapshot:17`, in which jobs do not overlap. Null for a job without a lane. */
export function laneOf(name: JobName, payload: unknown): string | null {
  const { lane } = definitionOf(name);
  const { data } = ofShop.safeParse(payload);
  return lane === undefined || data === undefined ? null : `${lane}:${data.shopId}`;
}

const ofShop = z.object({ shopId: z.number() });

/** The flag of jobs that may take minutes. */
export const LONG = 'long';

/** Flags of a job's row: its lane and `long`. A worker passes over rows by their flags without fetching them. */
export function flagsOf(name: JobName, payload: unknown): string[] {
  const lane = laneOf(name, payload);
  return [...(lane === null ? [] : [lane]), ...(definitionOf(name).long ? [LONG] : [])];
}
