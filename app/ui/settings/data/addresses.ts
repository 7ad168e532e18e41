import type { Period } from '../../../metrics/reconcile/amounts.sql';
import type { Listed } from '../../../metrics/reconcile/listed-orders.server';
import { LEFT_OUT_REASONS, type LeftOutReason } from '../../../terms/left-out-reasons';
import { RECONCILE_LINES, type ReconcileLine } from '../../../terms/reconcile-lines';

const LIST = '/app/settings/data/orders';

export const reconcileAddress = ({ from, to }: Period): string =>
  `/app/settings/data/reconcile?from=${from}&to=${to}`;

export function listAddress(which: Listed, page = 1): string {
  const query = queryOf(which);
  if (page > 1) query.set('page', String(page));
  return `${LIST}?${query.toString()}`;
}

export function queryOf(which: Listed): URLSearchParams {
  return new URLSearchParams(
    'line' in which ? { line: which.line, ...which.period } : { reason: which.reason },
  );
}

export const lineIn = (query: URLSearchParams): ReconcileLine | null =>
  RECONCILE_LINES.find((line) => line === query.get('line')) ?? null;

export const reasonIn = (query: URLSearchParams): LeftOutReason | null =>
  LEFT_OUT_REASONS.find((reason) => reason === query.get('reason')) ?? null;
