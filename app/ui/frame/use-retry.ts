import { useFetcher } from '@remix-run/react';
import { useCallback } from 'react';

/** The action of the Retry button of a failed import: Home's door requests the import again. */
export function useRetry(): () => void {
  const { submit } = useFetcher();
  return useCallback(() => {
    submit({ intent: 'retry' }, { method: 'post', action: '/app?index' });
  }, [submit]);
}
