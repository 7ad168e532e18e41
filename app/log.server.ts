import { pino } from 'pino';
import { env } from './env.server';

/**
 * The one logger. Bodies and tokens never reach it: callers log ids and counts, and what slips
 * through under these names is censored.
 */
export const log = pino({
  level: env().LOG_LEVEL,
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
