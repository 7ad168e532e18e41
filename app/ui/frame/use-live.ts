import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import type { Following } from '../../progress/following';

/** Pause where there is no reply. */
const AGAIN_MS = 3_000;

/**
 * Keeps an open page up to date without a reload: polls a small request, and reloads the page's data only
 * when the version of the reply changes. A hidden page does not poll; it polls at once when it is visible
 * again.
 */
export function useLive({ version, nextMs }: Following): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leaving = new AbortController();
    const ask = async () => {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible') return;
      const reply = await askLive(leaving.signal);
      if (leaving.signal.aborted) return;
      if (reply !== null && reply.version !== version) revalidate();
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), reply?.nextMs ?? AGAIN_MS);
    };
    const poll = () => void ask();
    timer = setTimeout(poll, nextMs);
    document.addEventListener('visibilitychange', poll);
    return () => {
      leaving.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', poll);
    };
  }, [version, nextMs, revalidate]);
}

type Reply = Pick<Following, 'version' | 'nextMs'>;

/** App Bridge adds the session token. Null: no reply came; the next may. */
async function askLive(signal: AbortSignal): Promise<Reply | null> {
  try {
    const response = await fetch('/app/live', { signal });
    const reply: unknown = response.ok ? await response.json() : null;
    return isReply(reply) ? reply : null;
  } catch {
    return null;
  }
}

function isReply(value: unknown): value is Reply {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    typeof value.version === 'string' &&
    'nextMs' in value &&
    typeof value.nextMs === 'number'
  );
}
