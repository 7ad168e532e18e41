import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import { env } from './env.server';

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

/**
 * The one logger. Bodies and tokens never reach it: callers log ids and counts, and what slips
 * through under these names is censored.
 */
export const log = pino({
  level: env().LOG_LEVEL,
  mixin: () => ({ ...about.getStore() }),
  redact: {
    paths: [
      '*.accessToken',
      '*.refreshToken',
      '*.body',
      '*.payload',
      '*.email',
      '*.phone',
      'accessToken',
      'refreshToken',
      'body',
      'payload',
      'email',
      'phone',
      'req.headers.authorization',
      'headers.authorization',
    ],
    censor: '[redacted]',
  },
});
