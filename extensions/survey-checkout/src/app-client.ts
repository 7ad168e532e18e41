import { APP_URL } from './app-url';
import {
  parseAnswered,
  parseHeard,
  isRecord,
  parseTerms,
  type Answered,
  type Heard,
  type Submission,
  type Terms,
} from './contract';
import type { About, Host } from './host';

/** Statuses of a final refusal: a malformed message, or a comment that is too long or decorated. */
const REFUSED = [400, 413, 422];

/** Time for a slow connection before the block offers Retry. */
const TIMEOUT_MS = 15_000;
/** The question is shown after this, asked or not. */
const ASK_TIMEOUT_MS = 3000;

/** The app's reply to an `ask`. */
interface AskReply {
  /** whether it may be shown */
  ask: boolean;
  terms: Terms;
  answered: Answered | null;
}

/** The app's reply to an answer, with the answer that it has recorded for the order. */
interface Receipt {
  recorded: boolean;
  /** true: a retry would be refused again */
  refused: boolean;
  answered: Answered;
  /** null: the second question is not asked */
  heard: Heard | null;
}

/** The app as the survey of one order calls it. Every method throws where the app cannot be reached. */
export interface AppClient {
  /** asks whether the question may be shown */
  ask(): Promise<AskReply>;
  /** sends an answer; a late one, or one of a customer who was asked lately, is not recorded */
  answer(submission: Submission): Promise<Receipt>;
  /** tells the app that the buyer does not want to be asked */
  dismiss(): Promise<void>;
}

/** A client of the door `POST /checkout/survey` for one order. */
export function openAppClient({ page, source }: Host, about: About): AppClient {
  const language = page.localization.extensionLanguage.value.isoCode.slice(0, 2);

  /** Posts a message. Aborts it after the timeout, so that it cannot arrive later, after a newer one. */
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
    // a token lives for five minutes and Shopify renews it: not cached
    const token = await page.sessionToken.get();
    // some fetch implementations ignore a signal that was aborted before the call
    if (signal.aborted) throw new Error('slow');
    const response = await fetch(`${APP_URL}/checkout/survey`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(Object.assign({ source, language }, about, message)),
      signal,
    });
    if (REFUSED.includes(response.status)) return { refused: true };
    const reply: unknown = response.ok && (await response.json());
    if (isRecord(reply)) return reply;
    throw new Error(`${response.status}`);
  }

  return {
    async ask() {
      const reply = await send({ kind: 'ask' }, ASK_TIMEOUT_MS);
      const { ask, answered } = reply;
      return {
        ask: ask === true,
        terms: parseTerms(reply),
        answered: isRecord(answered) ? parseAnswered(answered) : null,
      };
    },
    async answer(submission) {
      const reply = await send(Object.assign({ kind: 'answer' }, submission));
      const { recorded, refused, heard } = reply;
      return {
        recorded: recorded === true,
        refused: refused === true,
        answered: parseAnswered(reply),
        heard: parseHeard(heard),
      };
    },
    async dismiss() {
      await send({ kind: 'dismissal' });
    },
  };
}

/** A client without network: in the checkout editor the merchant sees the block, and nothing is counted. */
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
      heard: null,
    }),
  dismiss: () => Promise.resolve(),
};
