import { setTimeout as wait } from 'node:timers/promises';

/** Waits until the address answers with success; whoever started the process watches over its life. */
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
