import { Busy } from '../database/busy';
import { atDoor, currentPool } from '../database/pools.server';
import type { Shop } from '../shops/shops';

/** The argument of the survey's functions (`prisma/functions`, survey_*). */
export interface SurveyRequest {
  /** its domain */
  shop: string;
  /** when it happened, for the stored rows */
  at: Date;
  /** the time now: snapshots counted by then that include `at` are stale */
  now: Date;
  source: string;
  /** the setting that allows the question there; missing: always */
  place?: string;
  order: string | null;
  /** the logged-in customer */
  customer: string | null;
  visitor: string | null;
  /** the most messages of each within a minute; missing: no limit */
  limits?: readonly { who: string; most: number }[];
  /** the shop's sealed keys of the hashes below; missing: not known yet */
  keys?: { confirmation: string | null; erasure: string | null };
  /** hash of the confirmation number */
  number?: string | null;
  /** hash of the order and its proofs: the same for each message of one sender about one order */
  sender?: string | null;
  /** hashes of the message's ids, where the shop has erased ids */
  erased?: { customer?: string; order?: string };
  /** values for what the merchant has not set */
  defaults: Record<string, unknown>;
  language?: string;
  key?: string;
  score?: number;
  reason?: string | null;
  /** of the sentences of the reason; null: the first */
  edition?: number | null;
  /** '': removed; null: not sent */
  comment?: string | null;
  voice?: boolean | null;
  /** the choice of "how did you hear of us?"; null: not sent */
  heard?: string | null;
  /** of the refresh job */
  attempts?: number;
}

export type SurveyFunction = 'survey_ask' | 'survey_answer' | 'survey_dismiss';

const STATEMENTS: Record<SurveyFunction, string> = {
  survey_ask: 'select survey_ask($1) as outcome',
  survey_answer: 'select survey_answer($1) as outcome',
  survey_dismiss: 'select survey_dismiss($1) as outcome',
};

/**
 * Calls one of the functions: one statement, which is a transaction of its own and sets it to the
 * shop. Once it returns, its changes are on disk. After a wait of two seconds it changes nothing, and its
 * reply says so.
 */
export async function callSurvey(name: SurveyFunction, request: SurveyRequest): Promise<unknown> {
  try {
    const { rows } = await atDoor('buyer', request.shop, () =>
      currentPool().query<{ outcome: unknown }>({
        name,
        text: STATEMENTS[name],
        values: [JSON.stringify(request)],
      }),
    );
    return rows[0]?.outcome;
  } catch (error) {
    if (error instanceof Busy) return { refused: 'busy', retryAfterSeconds: 2 };
    throw error;
  }
}

/**
 * The stored settings of an installed shop; null for another one. Not by `store/shops`: a buyer's page takes one of the
 * connections that buyers may have, and no transaction.
 */
export async function storedSettings(shop: string): Promise<Pick<Shop, 'settings'> | null> {
  const { rows } = await atDoor('buyer', shop, () =>
    currentPool().query<Pick<Shop, 'settings'>>({
      name: 'stored_settings',
      text: 'select settings from shops where domain = $1 and uninstalled_at is null',
      values: [shop],
    }),
  );
  return rows[0] ?? null;
}

/** Whether the shop of a domain had the `former` one before. */
export async function wasNamed(shop: string, former: string): Promise<boolean> {
  const { rows } = await atDoor('buyer', shop, () =>
    currentPool().query({
      name: 'was_named',
      text: 'select 1 from shops where domain = $1 and $2 = any(former_domains)',
      values: [shop, former],
    }),
  );
  return rows.length > 0;
}
