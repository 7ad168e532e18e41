import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { enqueue } from '../../../../app/queue/enqueue.server';
import { endPools, pool, shopIdSchema } from '../../../../app/store/db.server';
import {
  askQuestion,
  dismissQuestion,
  recordAnswer,
} from '../../../../app/survey/answer/answer.server';
import { messageSchema } from '../../../../app/survey/message/contract';
import { sayAtDoor, type Doors } from './doors';
import { askableOrders } from './orders';
import { answersPlan, type Conversation, type Saying } from './plan';

/**
 * A process with the app's environment that writes 18 months of the demo shop's answers: by the app's own
 * functions at each answer's time, the last ones through the doors of the running app. A second run changes
 * nothing.
 */
const task = z.object({
  /** the SQLite file of the local Shopify */
  store: z.string(),
  /** a file that is written at the end */
  done: z.string(),
  domain: z.string(),
  appUrl: z.string(),
  pathPrefix: z.string(),
  /** number of the last answers, which go through the doors */
  throughTheDoors: z.number(),
});

/** Concurrent customers. */
const AT_ONCE = 4;

async function write(): Promise<void> {
  const { store, done, throughTheDoors, ...doors } = task.parse(JSON.parse(process.argv[2] ?? ''));
  const until = new Date();
  const plan = answersPlan(askableOrders(store, until), until);
  const first = firstAtTheDoors(plan, throughTheDoors);
  await allOf(plan.slice(0, first), (saying) => sayInside(saying, doors));
  await allOf(plan.slice(first), (saying) => sayAtDoor(saying, doors));
  // Recomputes months whose snapshots are older than the answers.
  const { rows } = await pool.query('select id from shops where domain = $1', [doors.domain]);
  for (const { id } of z.array(z.object({ id: shopIdSchema })).parse(rows))
    await enqueue(null, 'snapshot.stale', { shopId: id });
  // Ends all pools: buyers' messages have their own, which would keep this process alive.
  await endPools();
  writeFileSync(done, '');
}

/** The index of the first conversation with one of the last answers. */
function firstAtTheDoors(plan: readonly Conversation[], last: number): number {
  let answers = 0;
  const first = plan.findLastIndex((sayings) => {
    if (sayings.some(({ message }) => message.kind === 'answer')) answers += 1;
    return answers === last;
  });
  return Math.max(0, first);
}

/** Sends all conversations, oldest first; the messages of each stay in order. */
async function allOf(
  plan: readonly Conversation[],
  say: (saying: Saying) => Promise<void>,
): Promise<void> {
  const waiting = plan.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const sayings of waiting) for (const saying of sayings) await say(saying);
    }),
  );
}

async function sayInside({ at, message, customerId }: Saying, { domain }: Doors): Promise<void> {
  const parsed = messageSchema.parse(message);
  const circumstances = {
    at: new Date(at),
    customer: customerId === null ? null : String(customerId),
  };
  if (parsed.kind === 'ask') await askQuestion(domain, parsed, circumstances);
  else if (parsed.kind === 'answer') await recordAnswer(domain, parsed, circumstances);
  else await dismissQuestion(domain, parsed, circumstances);
}

// When the demo ends, its next start sends the rest.
process.once('SIGTERM', () => process.exit(0));
await write();
