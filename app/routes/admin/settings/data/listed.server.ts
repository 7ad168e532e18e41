import { now } from '../../../../clock.server';
import { dayIn } from '../../../../metrics/calendar';
import type { Listed } from '../../../../metrics/reconcile/listed-orders.server';
import { lineIn, reasonIn } from '../../../../ui/settings/data/addresses';
import { periodIn } from '../../../../ui/settings/data/period';

/**
 * Which orders a query asks for: `?reason=`, or `?line=&from=&to=`; without a choice all orders of last month.
 * @throws Response 404 for a choice that there is not
 */
export function listedIn(query: URLSearchParams, timezone: string): Listed {
  const reason = reasonIn(query);
  if (reason !== null) return { reason };
  const isNone = !query.has('reason') && !query.has('line');
  const line = isNone ? 'placed' : lineIn(query);
  const asked = periodIn(query, dayIn(timezone, now()));
  if (line === null || 'fault' in asked) throw new Response(null, { status: 404 });
  return { line, period: asked.period };
}
