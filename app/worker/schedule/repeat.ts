import { log } from '../../log.server';

/**
 * Calls `work` every `ms` milliseconds, one call at a time. A failure is logged; the next call is the retry.
 * @param otherwise the log's message for a failure
 */
export function repeat(
  ms: number,
  otherwise: string,
  work: () => Promise<void>,
): { now(): Promise<void>; stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  const now = (): Promise<void> => {
    running ??= work()
      .catch((error: unknown) => {
        log.warn({ error: error instanceof Error ? error.name : 'unknown' }, otherwise);
      })
      .finally(() => (running = null));
    return running;
  };
  const timer = setInterval(() => void now(), ms);
  return {
    now,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
