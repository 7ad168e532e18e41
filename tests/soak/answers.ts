import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { RunningApp } from '../commands/processes/running-app';
import type { LocalShopify } from '../sandbox/local-shopify';
import { Random } from '../sandbox/worlds/distributions';
import { sessionToken } from '../support/doors/buyers';
import type { Beside } from '../support/processes/beside';
import { DOMAIN } from './world';

/** A browser tries again until it is answered. */
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
 * Buyers who answer the survey while processes are killed: each sends a score and then his words, and
 * each message again under its key until somebody acknowledges it.
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

  /** A buyer who was not asked before answers, if there is one. */
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

  /** When everybody has been told. @throws where somebody waited in vain */
  async settled(): Promise<void> {
    await Promise.all(this.#buyers);
  }

  /** What was acknowledged and is not there, or not as it was said last. */
  async differences({ pool }: Beside): Promise<string[]> {
    const { rows } = await pool.query<{ key: string; score: number; comment: string | null }>(
      // what was said of an order that went before the app had read it waits for it, and counts nowhere
      `select change.key::text as key, answer.score, answer.comment from survey_answer_changes change
       join survey_answers answer on answer.shop_id = change.shop_id and answer.id = change.answer_id
       union all
       select change.key::text, waiting.score, waiting.comment from survey_waiting_changes change
       join survey_waiting waiting on waiting.shop_id = change.shop_id and waiting.id = change.waiting_id
       where not exists (select from orders where shop_id = waiting.shop_id and id = waiting.order_id)`,
    );
    const known = new Map(rows.map((row) => [row.key, row]));
    const last = new Map(this.#acknowledged.map((said) => [said.order, said]));
    if (last.size === 0) return ['nobody has answered the survey'];
    const missing = this.#acknowledged
      .filter(({ key }) => !known.has(key))
      .map(({ key }) => `the acknowledged answer ${key} is not there`);
    const other = [...last.values()]
      .filter(({ key, score, comment }) => {
        const row = known.get(key);
        return row !== undefined && (row.score !== score || row.comment !== comment);
      })
      .map(({ key }) => `the answer of ${key} is not as it was said last`);
    return [...missing, ...other];
  }

  async #answer(asked: Asked, score: number): Promise<void> {
    const first = { ...asked, key: randomUUID(), score, comment: null };
    if (!(await this.#send(first))) return;
    await this.#send({ ...first, key: randomUUID(), comment: `言葉 ${asked.order}` });
  }

  /** @returns whether it was recorded: a customer who was asked lately is not asked again */
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
      const status = String(answer?.status ?? 'no reply');
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

/** Tables of what customers have said: Shopify does not know it, so that a fresh import has none of it. */
const SAID = ['survey_answers', 'survey_answer_changes', 'survey_views', 'survey_refusals'];

/** Gives a database that is imported afresh what customers have said to another one. */
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
