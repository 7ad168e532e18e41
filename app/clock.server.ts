import { env } from './env.server';

/** The app's clock: facts never take SQL's now() or a bare new Date(). */
export function now(): Date {
  return new Date(Date.now() + env().CLOCK_OFFSET_MS);
}
