import type { Snapshot } from '../../metrics/snapshot';

type Nps = Snapshot['nps'];
export type Score = Nps['headline'];

/** What the NPS page shows. */
export interface NpsView {
  customers: number;
  nps: Nps;
  /** 2026-06, the month of the newest day while it is not over */
  incompleteMonth: string | null;
  /** ISO 4217, of the money in it */
  currency: string;
}

export function npsView(now: Snapshot): NpsView {
  return {
    customers: now.customers,
    nps: now.nps,
    incompleteMonth: now.incompleteMonth,
    currency: now.currency,
  };
}

/** The three kinds of answers, as the score takes them. */
export const GROUPS = ['promoters', 'passives', 'detractors'] as const;
export type Group = (typeof GROUPS)[number];

/** 9-10, 7-8, 0-6. */
export function groupOf(score: number): Group {
  if (score >= 9) return 'promoters';
  return score >= 7 ? 'passives' : 'detractors';
}

export const GROUP_TONES: Record<Group, string> = {
  promoters: 'om-tone-promoters',
  passives: 'om-tone-passives',
  detractors: 'om-tone-detractors',
};
