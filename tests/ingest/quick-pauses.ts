import type * as Timers from 'node:timers/promises';
import { vi } from 'vitest';

/**
 * Node's own pauses pass a thousand times as fast: the app does the same between two attempts,
 * only sooner. At the head of a test file:
 * `vi.mock('node:timers/promises', async () => (await import('./quick-pauses')).quickPauses())`.
 */
export async function quickPauses(): Promise<object> {
  const real = await vi.importActual<typeof Timers>('node:timers/promises');
  return {
    ...real,
    setTimeout: <T>(milliseconds: number, value?: T, options?: object) =>
      real.setTimeout(milliseconds / 1_000, value, options),
  };
}

/** Shortens the time limits of calls, for calls that hang. */
export function shortPatience(): { restore: () => void } {
  const limit = AbortSignal.timeout.bind(AbortSignal);
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => limit(50));
  const later = globalThis.setTimeout;
  // a bulk result may be silent for a minute
  const patched = vi
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((...[work, milliseconds, ...rest]: unknown[]): NodeJS.Timeout =>
      // pass on further arguments: Node's HTTP client gives its timers one
      Reflect.apply(later, globalThis, [
        work,
        milliseconds === 60_000 ? 100 : milliseconds,
        ...rest,
      ]),
    );
  return {
    restore: () => {
      timeout.mockRestore();
      patched.mockRestore();
    },
  };
}
