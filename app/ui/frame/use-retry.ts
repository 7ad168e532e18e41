import { useFetcher } from '@remix-run/react';

/** What the Retry button of a failed import does: Home's door asks for the import again. */
export function useRetry(): () => void {
  const { submit } = useFetcher();
  return () => {
    submit({ intent: 'retry' }, { method: 'post', action: '/app?index' });
  };
}
