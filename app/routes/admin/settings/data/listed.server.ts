import { now } from '../../../../clock.server';
import { dayIn } from '../../../../metrics/calendar';
import type { Listed } from '../../../../metrics/reconcile/listed-orders.server';
import { lineIn, reasonIn } from '../../../../ui/settings/data/addresses';
import { periodIn } from '../../../../ui/settings/data/period';

/**
 * Which orders an address asks for: `?reason=`, or `?line=&from=&to=`.
 * @throws Response 404 for any other
 */
export function listedIn(url: string, timezone: string): Listed {
  const query = new URL(url).searchParams;
  const reason = reasonIn(query);
  if (reason !== null) return { reason };
  const line = lineIn(query);
  const asked = periodIn(query, dayIn(timezone, now()));
  if (line === null || 'fault' in asked) throw new Response(null, { status: 404 });
  return { line, period: asked.period };
}
