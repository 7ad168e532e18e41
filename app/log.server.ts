import { AsyncLocalStorage } from 'node:async_hooks';
import { destination, pino, type DestinationStream, type Logger } from 'pino';
import { env } from './env.server';
import { hashId, scrub } from './log-scrub.server';

/** Ids that a log line may carry in the clear. */
export interface LogIds {
  /** the shop's number, or its domain where the number is not known yet */
  shop?: number | string;
  job?: string;
  jobId?: string;
  webhook?: string;
}

const currentIds = new AsyncLocalStorage<LogIds>();

/** Runs `work`; every log line within it carries these ids, and those of the calls around it. */
export function withLogIds<T>(ids: LogIds, work: () => T): T {
  return currentIds.run({ ...currentIds.getStore(), ...ids }, work);
}

/** Ids of the queue and of Shopify's deliveries stay unchanged: operators search for them. */
const PLAIN = new Set(['shop', 'job', 'jobId', 'webhook', 'worker']);

/** Depth to which nested fields are scrubbed; nothing that is logged is deeper. */
const DEEPEST = 4;

/** A line's fields, scrubbed; customers and orders become a keyed hash. */
function fitFields(fields: object, depth = 0): Record<string, unknown> {
  const fitting: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    if (name === 'customer' || name === 'order') fitting[name] = hashId(name, String(value));
    else fitting[name] = PLAIN.has(name) ? value : fitValue(value, depth + 1);
  return fitting;
}

function fitValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((one) => fitValue(one, depth + 1));
  if (!(value instanceof Error)) return fitFields(value, depth);
  const { name, message, stack } = value;
  return fitFields({ name, message, stack }, depth);
}

/** Makes a logger; by default it writes to standard output. */
export function logger(to: DestinationStream = destination()): Logger {
  return pino(
    {
      level: env().LOG_LEVEL,
      mixin: () => ({ ...currentIds.getStore() }),
      formatters: { log: fitFields },
      hooks: {
        logMethod(args, method) {
          const scrubArg = (arg: unknown) => (typeof arg === 'string' ? scrub(arg) : arg);
          Reflect.apply(method, this, args.map(scrubArg));
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
 * The app's logger. Callers log ids and counts, never bodies or tokens; fields of the names above are
 * redacted all the same. `{ customer: id }` and `{ order: id }` write keyed hashes.
 */
export const log = logger();
