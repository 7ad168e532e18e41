import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { counter } from '../../operate/process-metrics.server';
import type { SurveyRequest } from '../../store/survey/survey';

const messages = counter({
  name: 'omega_survey_messages_total',
  help: 'Messages of buyers about an order: proved, waiting for the order, wrong (not of this order), missing (no proof), refused (too many unproved ones of a shop in a day).',
  labelNames: ['proof'],
});

const alarms = counter({
  name: 'omega_survey_unproved_alarms_total',
  help: "Times that an unusual share of a shop's messages named orders that are not the sender's.",
});

/** The counts of a shop start at zero after this. */
const WINDOW_MS = 10 * 60_000;
/** Fewer are no attack, but a buyer whose browser still has the page of another order. */
const LEAST_WRONG = 20;
/** Share of messages about known orders; Shopify's own pages never send a wrong number. */
const UNUSUAL_SHARE = 0.2;

interface Window {
  since: number;
  proved: number;
  wrong: number;
  alarmed: boolean;
}

/** By domain; `windowOf` deletes expired ones. */
const windows = new Map<string, Window>();

/**
 * Part of the reply where the message's order is not proved. waiting: the order is not known yet; wrong: it is not the
 * sender's; missing: neither number nor customer.
 */
const unprovedSchema = z.object({ unproved: z.enum(['waiting', 'wrong', 'missing']) });

type Proof = 'proved' | 'waiting' | 'wrong' | 'missing' | 'refused';

/**
 * Counts a message about an order by its proof. Raises an alarm (a warning and a counter) at most once in
 * ten minutes for a shop where an unusual share of messages has no proof, or where the day's limit of
 * unproved messages is reached.
 * @param outcome the database function's reply
 */
export function recordProof({ shop, order, source }: SurveyRequest, outcome: unknown): void {
  const proof = proofOf({ order, source }, outcome);
  if (proof === null) return;
  messages.inc({ proof });
  const window = windowOf(shop);
  if (proof === 'proved' || proof === 'wrong') window[proof] += 1;
  const { proved, wrong, alarmed } = window;
  const unusual = wrong >= LEAST_WRONG && wrong > UNUSUAL_SHARE * (proved + wrong);
  if (alarmed || !(unusual || proof === 'refused')) return;
  window.alarmed = true;
  alarms.inc();
  log.warn({ shop, proved, wrong }, 'many survey messages name orders without proof');
}

function proofOf(
  { order, source }: Pick<SurveyRequest, 'order' | 'source'>,
  outcome: unknown,
): Proof | null {
  if (order === null || source === 'link') return null;
  const { data } = unprovedSchema.safeParse(outcome);
  const refused = typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
  if (data === undefined) return refused ? null : 'proved';
  return refused ? 'refused' : data.unproved;
}

function windowOf(shop: string): Window {
  const at = now().getTime();
  // absolute: a clock that ran ahead may have started a window in the future
  const runs = ({ since }: Window) => Math.abs(at - since) < WINDOW_MS;
  const known = windows.get(shop);
  if (known !== undefined && runs(known)) return known;
  for (const [other, window] of windows)
    if (runs(window)) break;
    else windows.delete(other);
  windows.delete(shop);
  const fresh = { since: at, proved: 0, wrong: 0, alarmed: false };
  windows.set(shop, fresh);
  return fresh;
}
