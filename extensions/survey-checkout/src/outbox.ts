import type { Submission, Words } from './contract';

interface Wires {
  /** throws where the answer did not arrive */
  send(submission: Submission): Promise<void>;
  /** called with each draft before it is sent, and with undefined when it has arrived */
  keep(draft: Submission | undefined): void;
}

/**
 * Holds the one answer that is to be sent. It is sent under its key however often it is tried, so that a double
 * tap, a retry and a page that is opened anew are one answer to the door; what is changed is another one with a
 * key of its own, since the door may have the first already.
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
    /** Takes back what an earlier page did not get through. */
    restore(left: Submission): void {
      draft = left;
    },
    /** Puts an answer in the place of the one that was not sent yet. */
    put(score: number, words: Words): void {
      draft = Object.assign({}, words, { key: crypto.randomUUID(), score });
      keep(draft);
    },
    /** Sends what there is, after what is under way; throws where it did not arrive, and keeps it. */
    flush(): Promise<void> {
      last = last.then(sendDraft, sendDraft);
      return last;
    },
  };
}
