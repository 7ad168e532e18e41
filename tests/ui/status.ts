import type { Following } from '../../app/progress/following';
import type { ImportProgress } from '../../app/progress/import-progress';
import type { PageStatus } from '../../app/ui/frame/page-status';
import { AS_OF } from '../support/shops/tea-shop';

const importDone: ImportProgress = {
  state: 'done',
  phase: 'counting',
  parts: [],
  startedAt: '2026-06-17T00:12:00.000Z',
  secondsLeft: null,
  failure: null,
  ordersRead: 31204,
  ordersTotal: 31204,
  limitedTo60Days: false,
};

export const importRunning: ImportProgress = {
  ...importDone,
  state: 'running',
  phase: 'reading',
  parts: [
    { part: 'orders', read: 12300, total: 31204, state: 'running' },
    { part: 'customers', read: 12877, total: 12877, state: 'done' },
    { part: 'costs', read: 120, total: null, state: 'running' },
  ],
  secondsLeft: 34,
  ordersRead: 12300,
};

export const importFailed: ImportProgress = {
  ...importRunning,
  state: 'failed',
  failure: {
    key: 'shopifyFailed',
    detail: 'INTERNAL_SERVER_ERROR',
    since: '2026-06-17T00:14:00.000Z',
  },
};

/** A shop with current numbers. */
export const upToDate: Following = {
  version: 'one',
  nextMs: 3_000,
  waiting: null,
  daysToRecount: 0,
  daysByEarlierRules: 0,
  troubles: [],
  sweep: null,
};

/** The data of a page beside the numbers; default: a shop with a finished import. */
export function statusOf(change: Partial<PageStatus> = {}): PageStatus {
  return {
    shop: 'tea-shop.myshopify.com',
    importing: importDone,
    following: upToDate,
    computedAt: '2026-06-17T00:15:00.000Z',
    asOf: AS_OF,
    stale: false,
    rulesChangedAt: null,
    partial: false,
    past: null,
    today: '2026-06-17',
    orderDays: { first: '2024-01-05', last: '2026-06-17' },
    mostLapsed: true,
    compared: { day: '2026-05-18', state: 'shown' },
    filtered: null,
    currency: 'JPY',
    timezone: 'Asia/Tokyo',
    sheets: null,
    ...change,
  };
}

export const beforeFirst = { computedAt: null, asOf: null };
