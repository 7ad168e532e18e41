import type { FinancialStatus } from '../../store/records';

const STATUSES: readonly FinancialStatus[] = [
  'AUTHORIZED',
  'EXPIRED',
  'PAID',
  'PARTIALLY_PAID',
  'PARTIALLY_REFUNDED',
  'PENDING',
  'REFUNDED',
  'VOIDED',
];
const BY_NAME = new Map<unknown, FinancialStatus>(STATUSES.map((status) => [status, status]));

/** The status of a name like "Partially refunded", in any case; undefined for an unknown name. */
export function financialStatusNamed(name: string): FinancialStatus | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.toUpperCase().replaceAll(/[ -]/g, '_'));
}
