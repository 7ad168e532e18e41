import type { Submission, Words } from './contract';

interface Wires {
  /** rejects where the answer did not arrive */
  send(submission: Submission): Promise<void>;
  /** stores each draft before it is sent; undefined: it has arrived */
  keep(draft: Submission | undefined): void;
}

/**
 * Holds the one answer to send. Every retry has the same key, so that a double tap, a retry and a reopened
 * page are one answer to the app. A changed answer gets a new key, since the app may have the first one.
 */
export function createOutbox({ send, keep }: Wires) {
  let draft: Submission | undefined;
  let last: Promise<void> = Promise.resolve();

  async function sendDraft(): Promise<void> {
    const sent = draft;
    if (sent === undefined) return;
    await send(sent);
    if (draft !== sent) return;
    draft = undefined;
    keep(undefined);
  }

  return {
    /** Restores the draft of an earlier page. */
    restore(left: Submission): void {
      draft = left;
    },
    /** Replaces the draft. */
    put(score: number, words: Words): void {
      draft = Object.assign({}, words, { key: crypto.randomUUID(), score });
      keep(draft);
    },
    /** Sends the draft after the request in flight; rejects where it did not arrive, and keeps it. */
    flush(): Promise<void> {
      last = last.then(sendDraft, sendDraft);
      return last;
    },
  };
}
