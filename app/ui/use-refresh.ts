import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

/** Short enough to feel alive, long enough to cost a shop's server nothing. */
const EVERY_MS = 1500;

/**
 * Asks the server again and again while something is under way, so that new numbers appear without a
 * reload. A page nobody looks at does not ask; it asks at once when it is looked at again.
 */
export function useRefreshWhile(active: boolean, everyMs: number = EVERY_MS): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!active || state !== 'idle') return undefined;
    const ask = () => {
      if (document.visibilityState === 'visible') revalidate();
    };
    const timer = setTimeout(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [active, everyMs, revalidate, state]);
}
