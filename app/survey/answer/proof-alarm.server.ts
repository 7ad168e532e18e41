import { now } from '../../clock.server';
import { log } from '../../log.server';
import { counter } from '../../operate/measures.server';
import type { Told } from '../../store/survey/survey';
import { unprovedSchema } from '../message/outcome';

const messages = counter({
  name: 'omega_survey_messages_total',
  help: 'Messages of buyers about an order: proved, waiting for the order, wrong (not of this order), missing (no proof), refused (too many unproved ones of a shop in a day).',
  labelNames: ['proof'],
});

const alarms = counter({
  name: 'omega_survey_unproved_alarms_total',
  help: "Times that an unusual share of a shop's messages named orders that are not the sender's.",
});

/** Counted anew after this. */
const WINDOW_MS = 10 * 60_000;
/** Fewer are no attack: a buyer whose browser still has the page of another order. */
const LEAST_WRONG = 20;
/** Of messages about known orders; a page of Shopify's own never sends a wrong number. */
const UNUSUAL_SHARE = 0.2;

interface Window {
  since: number;
  proved: number;
  wrong: number;
  alarmed: boolean;
}

/** By domain; shops without messages leave with the next window. */
const windows = new Map<string, Window>();

type Proof = 'proved' | 'waiting' | 'wrong' | 'missing' | 'refused';

/**
 * Counts a message about an order by what proves it, and gives the alarm (a warning in the log and a
 * measure) once in ten minutes for a shop where an unusual share proves nothing, or where so many unproved
 * ones came in a day that no more are taken.
 * @param outcome what the database said
 */
export function noteProof({ shop, order, source }: Told, outcome: unknown): void {
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
  log.warn({ shop, proved, wrong }, 'many messages of the survey name orders without a proof');
}

function proofOf(
  { order, source }: Pick<Told, 'order' | 'source'>,
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
  // one that begins later than now is of a clock that ran ahead
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
