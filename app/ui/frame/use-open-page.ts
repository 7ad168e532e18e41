import { useLive } from './use-live';
import { useRetry } from './use-retry';
import type { PageStatus } from './page-status';

/**
 * Keeps an open page of numbers up to date.
 * @returns the action of the Retry button of a failed import
 */
export function useOpenPage({ following }: PageStatus): () => void {
  useLive(following);
  return useRetry();
}
