import { setTimeout as wait } from 'node:timers/promises';
import type { RunningApp } from '../commands/processes/running-app';
import type { ShopEvents } from '../sandbox/events/shop-events';
import type { Fault } from '../sandbox/control/faults';
import type { LocalShopify } from '../sandbox/local-shopify';
import { Random } from '../sandbox/worlds/distributions';
import type { Answers } from './answers';
import type { Beside } from '../support/processes/beside';

export interface StormOptions {
  events: number;
  kills: number;
  seed: string;
}

/** The doors of a small machine take this rate, so that the run does not wait on them. */
const EVENTS_PER_SECOND = 130;
/** Time for a killed process to restart: killing one that still starts tests nothing. */
const SECONDS_PER_KILL = 2.5;
const BURST = 12;
/** Shopify retries a failed delivery for four hours; this factor makes it seconds. */
const RETRY_PACE = 2_000;

const SHOPIFY_FAULTS: Fault[] = [
  { kind: 'throttled' },
  { kind: 'status', status: 429, retryAfterSeconds: 1 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'reset' },
  { kind: 'cut-body', afterBytes: 40 },
];

/**
 * Runs a storm of shop events. A tenth of their webhooks is lost, others come twice, late and in any
 * order. Meanwhile buyers answer the survey, processes are killed, connections are cut, and Shopify
 * returns errors.
 * @returns how many processes were killed
 */
export async function storm(
  { events, kills, seed }: StormOptions,
  around: {
    app: RunningApp;
    shopify: LocalShopify;
    beside: Beside;
    happenings: ShopEvents;
    answers: Answers;
  },
  done: (events: number) => void,
): Promise<number> {
  const { app, shopify, beside, happenings, answers } = around;
  const random = new Random(`storm ${seed}`);
  const fate = new Random(`webhooks ${seed}`);
  shopify.webhooks.retryPace = RETRY_PACE;
  shopify.webhooks.disturb({
    random: () => fate.next(),
    ...{ lost: 0.1, doubled: 0.1, shuffledWithinMs: 300, delayed: 0.05, delayedUpToMs: 4_000 },
  });
  const seconds = Math.max(events / EVENTS_PER_SECOND, kills * SECONDS_PER_KILL);
  const pauseMs = (seconds / Math.max(1, events)) * 1_000;
  const killAt = (nth: number): number => ((nth + 0.5) * events) / kills;
  let killed = 0;
  const replacements: Promise<void>[] = [];
  for (let happened = 0; happened < events;) {
    const burst = Math.min(random.whole(1, BURST), events - happened);
    for (let one = 0; one < burst; one += 1) happenings.happen();
    happened += burst;
    if (random.chance(0.6)) answers.begin();
    if (random.chance(0.1))
      shopify.faults.next({ on: 'graphql', fault: random.pick(SHOPIFY_FAULTS) });
    if (random.chance(0.02)) replacements.push(cutConnections(beside));
    while (killed < kills && killAt(killed) <= happened) {
      killed += 1;
      const worker = random.chance(0.65);
      const places = app.places.filter(({ kind }) => (kind === 'worker') === worker);
      replacements.push(app.replace(random.pick(places), random.whole(0, 400)));
    }
    done(happened);
    await wait(random.next() * 2 * burst * pauseMs);
  }
  await Promise.all(replacements);
  await app.healthy();
  await answers.settled();
  shopify.faults.clear();
  shopify.webhooks.disturb(null);
  return killed;
}

/** Ends every database connection of the app, as a failing network does. */
async function cutConnections({ pool }: Beside): Promise<void> {
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename <> current_user`,
  );
}
