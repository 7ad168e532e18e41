import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { RunningApp } from '../commands/processes/running-app';
import type { LocalShopify } from '../sandbox/local-shopify';
import { Random } from '../sandbox/worlds/distributions';
import { sessionToken } from '../support/doors/buyers';
import type { Beside } from '../support/processes/beside';
import { DOMAIN } from './world';

/** The browser's pause before it retries a message. */
const PAUSE_MS = 250;
const PATIENCE_MS = 120_000;

const reply = z.object({ recorded: z.boolean() });

interface Asked {
  order: string;
  /** the confirmation number */
  number: string;
}

interface Said extends Asked {
  key: string;
  score: number;
  comment: string | null;
}

/**
 * Buyers who answer the survey while processes are killed. Each sends a score, then a comment, and
 * retries each message under its key until the app acknowledges it.
 */
export class Answers {
  readonly #random: Random;
  readonly #asked = new Set<string>();
  readonly #acknowledged: Said[] = [];
  readonly #buyers: Promise<void>[] = [];

  constructor(
    private readonly app: RunningApp,
    private readonly shopify: LocalShopify,
    seed: string,
  ) {
    this.#random = new Random(`answers ${seed}`);
  }

  /** Starts the answer of a buyer who has not answered yet, if one is left. */
  begin(): void {
    const shop = this.shopify.store.shop(DOMAIN);
    const orders = this.shopify.store.all(
      `select id, record ->> '$.confirmationNumber' as number from orders
       where shop = ? and record ->> '$.confirmationNumber' is not null order by id desc limit 300`,
      shop?.no ?? 0,
    );
    const found = this.#random.pick(orders);
    const order = String(found?.id ?? '');
    if (order === '' || this.#asked.has(order)) return;
    this.#asked.add(order);
    const asked = { order, number: String(found?.number) };
    this.#buyers.push(this.#answer(asked, this.#random.whole(0, 10)));
  }

  /** Waits until every message is acknowledged. @throws when a message is never acknowledged */
  async settled(): Promise<void> {
    await Promise.all(this.#buyers);
  }

  /** Acknowledged answers that are missing, or that differ from the buyer's last message. */
  async differences({ pool }: Beside): Promise<string[]> {
    const { rows } = await pool.query<{ key: string; score: number; comment: string | null }>(
      // an answer to an order that was deleted before the app read it stays in survey_waiting and
      // counts nowhere
      `select change.key::text as key, answer.score, answer.comment from survey_answer_changes change
       join survey_answers answer on answer.shop_id = change.shop_id and answer.id = change.answer_id
       union all
       select change.key::text, waiting.score, waiting.comment from survey_waiting_changes change
       join survey_waiting waiting on waiting.shop_id = change.shop_id and waiting.id = change.waiting_id
       where not exists (select from orders where shop_id = waiting.shop_id and id = waiting.order_id)`,
    );
    const known = new Map(rows.map((row) => [row.key, row]));
    const last = new Map(this.#acknowledged.map((said) => [said.order, said]));
    if (last.size === 0) return ['no buyer has answered the survey'];
    const missing = this.#acknowledged
      .filter(({ key }) => !known.has(key))
      .map(({ key }) => `the acknowledged answer ${key} is missing`);
    const other = [...last.values()]
      .filter(({ key, score, comment }) => {
        const row = known.get(key);
        return row !== undefined && (row.score !== score || row.comment !== comment);
      })
      .map(({ key }) => `the answer ${key} differs from the buyer's last message`);
    return [...missing, ...other];
  }

  async #answer(asked: Asked, score: number): Promise<void> {
    const first = { ...asked, key: randomUUID(), score, comment: null };
    if (!(await this.#send(first))) return;
    await this.#send({ ...first, key: randomUUID(), comment: `言葉 ${asked.order}` });
  }

  /** @returns whether it was recorded: the survey does not ask a customer again who was asked lately */
  async #send(said: Said): Promise<boolean> {
    const body = JSON.stringify({
      ...{ kind: 'answer', source: 'thank_you', language: 'ja', key: said.key },
      ...{ order: said.order, number: said.number, score: said.score },
      ...(said.comment !== null && { comment: said.comment }),
    });
    const replies = new Map<string, number>();
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(PAUSE_MS)) {
      const url = new URL('/checkout/survey', this.#random.pick(this.app.urls));
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${sessionToken({ says: { dest: DOMAIN } })}`,
      };
      const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => null);
      const status = [answer?.status ?? 'no reply', waitOf(answer)].join(' ').trim();
      replies.set(status, (replies.get(status) ?? 0) + 1);
      if (answer?.status !== 200) continue;
      const told = reply.safeParse(await answer.json().catch(() => null));
      if (!told.success) continue;
      if (told.data.recorded) this.#acknowledged.push(said);
      return told.data.recorded;
    }
    const told = [...replies].map(([status, times]) => `${status} (${String(times)} times)`);
    throw new Error(`the answer ${said.key} was not acknowledged: ${told.join(', ')}`);
  }
}

/** Whether the limit that refused a message is of a minute or of a day. */
function waitOf(reply: Response | null): string {
  const seconds = Number(reply?.headers.get('retry-after') ?? 0);
  if (seconds === 0) return '';
  return seconds > 60 ? 'for the day' : 'for a minute';
}

/** Tables of the customers' answers. Shopify does not hold them, so a fresh import has none. */
const SAID = ['survey_answers', 'survey_answer_changes', 'survey_views', 'survey_refusals'];

/** Copies the customers' answers from one database to a freshly imported one. */
export async function copyAnswers(from: Beside, to: Beside, shopId: number): Promise<void> {
  for (const table of SAID) {
    const { rows } = await from.pool.query<{ rows: unknown }>(
      `select coalesce(jsonb_agg(own), '[]') as rows from ${table} own`,
    );
    await to.pool.query(
      `insert into ${table} select (jsonb_populate_record(null::${table}, one || jsonb_build_object('shop_id', $2::int))).*
       from jsonb_array_elements($1) one`,
      [JSON.stringify(rows[0]?.rows ?? []), shopId],
    );
  }
}
