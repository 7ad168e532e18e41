import { Busy } from '../database/busy';
import { atDoor, currentPool } from '../database/pools.server';

/** The argument of the survey's functions (`prisma/functions`, survey_*). */
export interface SurveyRequest {
  /** its domain */
  shop: string;
  /** when it happened, which facts carry */
  at: Date;
  /** the time now: what was counted by then and knows `at` is stale */
  now: Date;
  source: string;
  /** the setting that says whether it may be asked there; missing: always */
  place?: string;
  order: string | null;
  /** who is logged in */
  customer: string | null;
  visitor: string | null;
  /** how much each may send within a minute; none: as much as there is */
  limits?: readonly { who: string; most: number }[];
  /** the sealed keys of the shop that the hashes below were made with; missing: not known yet */
  keys?: { confirmation: string | null; erasure: string | null };
  /** hash of the confirmation number */
  number?: string | null;
  /** hash of the order and all that is to prove it: the same for each message of one sender about one order */
  sender?: string | null;
  /** hashes of the message's ids, where anything of the shop was ever erased */
  erased?: { customer?: string; order?: string };
  /** what holds where the merchant has set nothing */
  defaults: Record<string, unknown>;
  language?: string;
  key?: string;
  score?: number;
  reason?: string | null;
  /** '': none any more; null: not said */
  comment?: string | null;
  voice?: boolean | null;
  /** of the job that takes the next snapshot */
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
 * shop. When it has returned, what it did is on disk. Where it had to wait for two seconds it has done
 * nothing, and says so.
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

/** What a shop has set about the survey, as it lies there; null for a shop that is not known or has gone. */
export async function storedSurvey(shop: string): Promise<{ survey: unknown } | null> {
  const { rows } = await atDoor('buyer', shop, () =>
    currentPool().query<{ survey: unknown }>({
      name: 'stored_survey',
      text: `select settings -> 'survey' as survey from shops where domain = $1 and uninstalled_at is null`,
      values: [shop],
    }),
  );
  return rows[0] ?? null;
}

/** Whether the shop of a domain had this one before. */
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
