import { z } from 'zod';

const domain = z.object({ domain: z.string().min(1) });
const shop = z.object({ shopId: z.number().int().positive() });

interface JobDefinition {
  payload: z.ZodObject;
  maxAttempts: number;
  /** jobs of one queue and shop run one after the other */
  queue?: string;
  /** payload fields that make a job the same job: it then waits once, however often it is asked for */
  key?: readonly string[];
}

/** Every job there is: its payload, how often it is tried, what makes two of them one. */
export const catalog = {
  /** after authentication: read the shop, start its first import */
  'shop.install': { payload: domain, maxAttempts: 25, key: ['domain'] },
  'shop.uninstalled': { payload: domain, maxAttempts: 25, key: ['domain'] },
  /** its scopes, currency, time zone or name */
  'shop.changed': { payload: domain, maxAttempts: 25, key: ['domain'] },
  /** the first import of a shop, or one from the beginning (app/ingest says what each reason means) */
  'import.open': {
    payload: shop.extend({ why: z.enum(['installed', 'again', 'changed']) }),
    maxAttempts: 25,
    queue: 'import',
  },
  /** one step of the running import: ask, wait, read a part, or merge */
  'import.step': { payload: shop, maxAttempts: 6, queue: 'import', key: ['shopId'] },
  /** orders that were poked: read again from Shopify, a few at a time */
  'orders.reread': { payload: shop, maxAttempts: 25, queue: 'reread', key: ['shopId'] },
  'customers.reread': { payload: shop, maxAttempts: 25, queue: 'reread', key: ['shopId'] },
  /** products and inventory items: titles and unit costs */
  'products.reread': { payload: shop, maxAttempts: 25, queue: 'reread', key: ['shopId'] },
  /** hourly: what is due in each shop by now, spread over the hour */
  'shops.hourly': { payload: z.looseObject({}), maxAttempts: 3 },
  /** what Shopify says was updated since the last look, compared with our rows */
  'reconcile.changed': {
    payload: shop.extend({ span: z.enum(['hour', 'night']) }),
    maxAttempts: 10,
    queue: 'reconcile',
    key: ['shopId', 'span'],
  },
  /** whether Shopify counts as many orders as we do */
  'reconcile.counts': {
    payload: shop.extend({ before: z.number().int().optional() }),
    maxAttempts: 10,
    queue: 'reconcile',
    key: ['shopId'],
  },
  /** one step of a running sweep: ask, wait, or compare everything */
  'sweep.step': {
    payload: shop.extend({ kind: z.enum(['ids', 'costs']) }),
    maxAttempts: 6,
    queue: 'sweep',
    key: ['shopId', 'kind'],
  },
  /** what the survey's block on the storefront reads: written after installing and with new settings */
  'survey.tellBlock': { payload: shop, maxAttempts: 25, key: ['shopId'] },
  /** a new token before the old ones die, for shops that nobody opens */
  'shop.keepToken': { payload: domain, maxAttempts: 10, key: ['domain'] },
  /** bring the book up to date and compute the current snapshot, when it is the shop's turn */
  'snapshot.refresh': { payload: shop, maxAttempts: 10, queue: 'snapshot', key: ['shopId'] },
  /** every quarter of an hour: what a new day and the night bring in each shop's own time zone */
  'snapshot.newDay': { payload: z.looseObject({}), maxAttempts: 3 },
  /** kept days whose orders have changed since, one after the other, each once: those counted before */
  'snapshot.stale': {
    payload: shop.extend({ before: z.iso.datetime().optional() }),
    maxAttempts: 10,
    queue: 'snapshot',
    key: ['shopId'],
  },
  /** the newest month's end that has no snapshot yet, then the one before */
  'snapshot.history': { payload: shop, maxAttempts: 25, queue: 'snapshot', key: ['shopId'] },
  /** a past day that somebody asked for */
  'snapshot.day': {
    payload: shop.extend({ asOf: z.iso.date() }),
    maxAttempts: 10,
    queue: 'snapshot',
    key: ['shopId', 'asOf'],
  },
  /**
   * a file of everything that is kept of a customer, and his erasure; not while a snapshot is taken,
   * which may have seen him. The ids stand in the request's row
   */
  'privacy.dataRequest': {
    payload: shop.extend({ requestId: z.number().int() }),
    maxAttempts: 25,
    queue: 'snapshot',
    key: ['shopId', 'requestId'],
  },
  'privacy.customerRedact': {
    payload: shop.extend({ requestId: z.number().int() }),
    maxAttempts: 25,
    queue: 'snapshot',
    key: ['shopId', 'requestId'],
  },
  /** everything of a shop that has gone */
  'shop.redact': { payload: domain, maxAttempts: 25, key: ['domain'] },
  /** every night: what has had its time goes */
  'privacy.keepNoLonger': { payload: z.looseObject({}), maxAttempts: 3 },
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
  return (definitionOf(name).key ?? []).map((field) => String(fields[field])).join(':');
}

const fieldsSchema = z.record(z.string(), z.unknown());

/** The definition of a job, whichever it is. */
export function definitionOf(name: JobName): JobDefinition {
  return catalog[name];
}
