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
  'shop.scopesChanged': { payload: domain, maxAttempts: 25, key: ['domain'] },
  /** the first import of a shop, or one from the beginning (app/ingest says what each reason means) */
  'import.open': {
    payload: shop.extend({ why: z.enum(['installed', 'again', 'changed']) }),
    maxAttempts: 25,
    queue: 'import',
  },
  /** one step of the running import: ask, wait, read a part, or merge */
  'import.step': { payload: shop, maxAttempts: 6, queue: 'import', key: ['shopId'] },
  /** bring the book up to date and compute the current snapshot, when it is the shop's turn */
  'snapshot.refresh': { payload: shop, maxAttempts: 10, queue: 'snapshot', key: ['shopId'] },
  /** every quarter of an hour: what a new day and the night bring in each shop's own time zone */
  'snapshot.newDay': { payload: z.looseObject({}), maxAttempts: 3 },
  /** a kept day whose orders have changed since, then the one before */
  'snapshot.stale': { payload: shop, maxAttempts: 10, queue: 'snapshot', key: ['shopId'] },
  /** the newest month's end that has no snapshot yet, then the one before */
  'snapshot.history': { payload: shop, maxAttempts: 25, queue: 'snapshot', key: ['shopId'] },
  /** a past day that somebody asked for */
  'snapshot.day': {
    payload: shop.extend({ asOf: z.iso.date() }),
    maxAttempts: 10,
    queue: 'snapshot',
    key: ['shopId', 'asOf'],
  },
} satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof catalog;
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
