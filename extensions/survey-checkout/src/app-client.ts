import { APP_URL } from './app-url';
import {
  parseAnswered,
  isRecord,
  parseTerms,
  type Answered,
  type Submission,
  type Terms,
} from './contract';
import type { About, Host } from './host';

/** The app understood, and will never take it as it is: a malformed, too long or unplain text. */
const REFUSED = [400, 413, 422];

/** A phone on a train gets this long before Retry is offered; in ms. */
const TIMEOUT_MS = 15_000;
/** Nobody waits longer than this for a question; in ms. */
const ASK_TIMEOUT_MS = 3000;

/** What the app says to the question being shown. */
interface AskReply {
  /** whether it may be shown */
  ask: boolean;
  terms: Terms;
  answered: Answered | null;
}

/** What became of an answer, and what the shop has of the order now. */
interface Receipt {
  recorded: boolean;
  /** true: it would be refused again, so it is not to be kept for a retry */
  refused: boolean;
  answered: Answered;
}

/** The app, as the survey of one order speaks with it. What fails throws. */
export interface AppClient {
  /** the question is about to be shown: may it be? */
  ask(): Promise<AskReply>;
  /** gives an answer; one that came too late, or from somebody who was asked lately, is not recorded */
  answer(submission: Submission): Promise<Receipt>;
  /** the buyer does not want to be asked */
  dismiss(): Promise<void>;
}

/** Opens the app's own door, `POST /checkout/survey`, for one order. */
export function openAppClient({ page, source }: Host, about: About): AppClient {
  const language = page.localization.extensionLanguage.value.isoCode.slice(0, 2);

  /** Says it, or fails when the patience is at its end: what was given up is not said later, over something newer. */
  function send(message: object, patience = TIMEOUT_MS): Promise<Record<string, unknown>> {
    const abort = new AbortController();
    return new Promise((resolve, reject) => {
      setTimeout(() => {
        abort.abort();
        reject(new Error('slow'));
      }, patience);
      post(message, abort.signal).then(resolve, reject);
    });
  }

  async function post(message: object, signal: AbortSignal): Promise<Record<string, unknown>> {
    // A token lives for five minutes and Shopify renews it: it is asked for each time and kept nowhere.
    const token = await page.sessionToken.get();
    // Not every fetch looks at a signal that was aborted before it.
    if (signal.aborted) throw new Error('slow');
    const response = await fetch(`${APP_URL}/checkout/survey`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(Object.assign({ source, language }, about, message)),
      signal,
    });
    if (REFUSED.includes(response.status)) return { refused: true };
    const said: unknown = response.ok && (await response.json());
    if (isRecord(said)) return said;
    throw new Error(`${response.status}`);
  }

  return {
    async ask() {
      const said = await send({ kind: 'ask' }, ASK_TIMEOUT_MS);
      const { ask, answered } = said;
      return {
        ask: ask === true,
        terms: parseTerms(said),
        answered: isRecord(answered) ? parseAnswered(answered) : null,
      };
    },
    async answer(submission) {
      const said = await send(Object.assign({ kind: 'answer' }, submission));
      const { recorded, refused } = said;
      return {
        recorded: recorded === true,
        refused: refused === true,
        answered: parseAnswered(said),
      };
    },
    async dismiss() {
      await send({ kind: 'dismissal' });
    },
  };
}

/** A door that leads nowhere: in the checkout editor the merchant sees the block, and nothing is counted. */
export const previewClient: AppClient = {
  ask: () =>
    Promise.resolve({
      ask: true,
      terms: parseTerms({ followUps: { improve: true, reason: true, voice: true } }),
      answered: null,
    }),
  answer: ({ score }) =>
    Promise.resolve({
      recorded: true,
      refused: false,
      answered: { score, until: Number.MAX_SAFE_INTEGER },
    }),
  dismiss: () => Promise.resolve(),
};
