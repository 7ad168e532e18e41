import { setTimeout as wait } from 'node:timers/promises';

/** Waits until the address replies with success; the caller must watch for the process's end. */
export async function untilHealthy(url: string): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      if (response.ok) return;
    } catch {
      // It does not listen yet.
    }
    await wait(50);
  }
}
