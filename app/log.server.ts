import { AsyncLocalStorage } from 'node:async_hooks';
import { destination, pino, type DestinationStream, type Logger } from 'pino';
import { env } from './env.server';
import { hashedId, scrubbed } from './log-scrub.server';

/** What a line of the log is about, by ids only. */
export interface LogIds {
  /** the shop's number, or its domain where the number is not known yet */
  shop?: number | string;
  job?: string;
  jobId?: string;
  webhook?: string;
}

const about = new AsyncLocalStorage<LogIds>();

/** Whatever `work` writes into the log, however deep, carries these ids, and those around them. */
export function logged<T>(ids: LogIds, work: () => T): T {
  return about.run({ ...about.getStore(), ...ids }, work);
}

/** Ids of the queue and of Shopify's deliveries, as they are: lines are found by them. */
const PLAIN = new Set(['shop', 'job', 'jobId', 'webhook', 'worker']);

/** Fields within fields are looked into so far; nothing that is logged goes deeper. */
const DEEPEST = 4;

/** A line's fields as they may stand in the log: customers and orders as a keyed hash only. */
function fit(fields: object, depth = 0): Record<string, unknown> {
  const fitting: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    if (name === 'customer' || name === 'order') fitting[name] = hashedId(name, String(value));
    else fitting[name] = PLAIN.has(name) ? value : fitValue(value, depth + 1);
  return fitting;
}

function fitValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubbed(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((one) => fitValue(one, depth + 1));
  if (!(value instanceof Error)) return fit(value, depth);
  const { name, message, stack } = value;
  return fit({ name, message, stack }, depth);
}

/** A logger that writes to standard output, or where it is told to. */
export function logger(to: DestinationStream = destination()): Logger {
  return pino(
    {
      level: env().LOG_LEVEL,
      mixin: () => ({ ...about.getStore() }),
      formatters: { log: fit },
      hooks: {
        logMethod(args, method) {
          const scrub = (arg: unknown) => (typeof arg === 'string' ? scrubbed(arg) : arg);
          Reflect.apply(method, this, args.map(scrub));
        },
      },
      redact: { paths: CENSORED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    to,
  );
}

const CENSORED = [
  ...['accessToken', 'refreshToken', 'body', 'payload', 'email', 'phone', 'authorization'],
  'headers.authorization',
];

/**
 * The one logger. Bodies and tokens never reach it: callers log ids and counts, and what slips
 * through under these names is censored. A customer or an order is logged as `{ customer: id }` or
 * `{ order: id }`, which writes its keyed hash.
 */
export const log = logger();
