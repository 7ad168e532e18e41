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
      const answer = await askLive(leaving.signal);
      if (leaving.signal.aborted) return;
      if (answer !== null && answer.version !== version) revalidate();
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), answer?.nextMs ?? AGAIN_MS);
    };
    const look = () => void ask();
    timer = setTimeout(look, nextMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      leaving.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [version, nextMs, revalidate]);
}

type Answer = Pick<Following, 'version' | 'nextMs'>;

/** App Bridge adds the session token. Null: no reply came; the next may. */
async function askLive(signal: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch('/app/live', { signal });
    const answer: unknown = response.ok ? await response.json() : null;
    return isAnswer(answer) ? answer : null;
  } catch {
    return null;
  }
}

function isAnswer(answer: unknown): answer is Answer {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'version' in answer &&
    typeof answer.version === 'string' &&
    'nextMs' in answer &&
    typeof answer.nextMs === 'number'
  );
}
