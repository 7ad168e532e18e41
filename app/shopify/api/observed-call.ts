import { z } from 'zod';
import { shopifyCalls, shopifyCost } from '../../operate/process-metrics.server';

const charged = z.object({ cost: z.object({ actualQueryCost: z.number().nonnegative() }) });

/** Times one try of a call; the outcome is `answered` or the name of the error. */
export async function observeCall<T>(call: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const end = (outcome: string) =>
    shopifyCalls.observe({ outcome }, (performance.now() - from) / 1_000);
  try {
    const answer = await call();
    end('answered');
    return answer;
  } catch (error) {
    end(error instanceof Error ? error.name : 'unknown');
    throw error;
  }
}

/** Counts the points that a query has cost, where the extensions have them. */
export function recordCost(extensions: unknown): void {
  const said = charged.safeParse(extensions);
  if (said.success) shopifyCost.inc(said.data.cost.actualQueryCost);
}
