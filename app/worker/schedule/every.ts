import { log } from '../../log.server';

/**
 * Does something again and again, one after the other; what fails is logged and done at the next time.
 * @param otherwise what the log says of a failure
 */
export function every(
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
