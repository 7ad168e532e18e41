import type { PageStatus } from '../frame/page-status';
import type { Sum } from './sum';

/** A page's status with the sums of numbers that no snapshot has. @param own by sheet */
export function withSums(status: PageStatus, own: Record<string, Sum[]>): PageStatus {
  const { sheets } = status;
  return { ...status, sheets: sheets && { ...sheets, sums: { ...sheets.sums, ...own } } };
}
