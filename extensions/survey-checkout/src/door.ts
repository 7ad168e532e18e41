import { APP_URL } from './app-url';
import {
  answeredIn,
  isRecord,
  termsIn,
  type Answered,
  type Submission,
  type Terms,
} from './contract';
import type { Host } from './host';

/** The app understood, and will never take it as it is: a malformed, too long or unplain text. */
const REFUSED = [400, 413, 422];

/** A phone on a train gets this long before Retry is offered; in ms. */
const PATIENCE = 15_000;

/** What the app says to the question being shown; null: it is not to be shown. */
export type Asked = { terms: Terms; answered: Answered | null } | null;

/** What became of an answer, and what the shop has of the order now. */
interface Receipt {
  recorded: boolean;
  /** true: it would be refused again, so it is not to be kept for a retry */
  refused: boolean;
  answered: Answered;
}

/** The app, as the survey of one order speaks with it. What fails throws. */
export interface Door {
  /** the question is about to be shown: may it be? */
  ask(): Promise<Asked>;
  /** gives an answer; one that came too late, or from somebody who was asked lately, is not recorded */
  answer(submission: Submission): Promise<Receipt>;
  /** the buyer does not want to be asked */
  dismiss(): Promise<void>;
}

/** Opens the app's own door, `POST /checkout/survey`, for one order. */
export function openDoor({ page, source }: Host, order: string): Door {
  const language = page.localization.extensionLanguage.value.isoCode.slice(0, 2);

  async function say(message: object): Promise<Record<string, unknown>> {
    // A token lives for five minutes and Shopify renews it: it is asked for each time and kept nowhere.
    const token = await page.sessionToken.get();
    const response = await fetch(`${APP_URL}/checkout/survey`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(Object.assign({ source, order, language }, message)),
    });
    if (REFUSED.includes(response.status)) return { refused: true };
    const said: unknown = response.ok && (await response.json());
    if (isRecord(said)) return said;
    throw new Error(`the app answered ${response.status}`);
  }

  /** What takes too long has failed; should it arrive after all, its key makes it the same answer. */
  const inTime = <T>(answer: Promise<T>): Promise<T> =>
    Promise.race([
      answer,
      new Promise<never>((_, reject) => setTimeout(reject, PATIENCE, new Error('too slow'))),
    ]);

  return {
    async ask() {
      const said = await inTime(say({ kind: 'ask' }));
      const answered = isRecord(said['answered']) ? answeredIn(said['answered']) : null;
      return said['ask'] === true || answered !== null ? { terms: termsIn(said), answered } : null;
    },
    async answer(submission) {
      const said = await inTime(say(Object.assign({ kind: 'answer' }, submission)));
      const { recorded, refused } = said;
      return {
        recorded: recorded === true,
        refused: refused === true,
        answered: answeredIn(said),
      };
    },
    async dismiss() {
      await say({ kind: 'dismissal' });
    },
  };
}

/** A door that leads nowhere: in the checkout editor the merchant sees the block, and nothing is counted. */
export const previewDoor: Door = {
  ask: () =>
    Promise.resolve({
      terms: termsIn({ followUps: { improve: true, reason: true, voice: true } }),
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
