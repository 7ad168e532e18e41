import { signal, type ReadonlySignal } from '@preact/signals';
import { type Answered, type Submission, type Terms, type Words, parseTerms } from './contract';
import { openAppClient, previewClient } from './app-client';
import type { About, Host } from './host';
import { noMemory, openMemory, type Memories } from './memory';
import { createOutbox } from './outbox';

/** From the last change to sending, in ms: who walks the scale by arrow keys is still choosing. */
const PAUSE_MS = 1500;

/** What the block shows. */
export interface View {
  /** absent: nothing. asking: the scale, and what follows. answered: a line. quiet: another one, no question */
  stage: 'absent' | 'loading' | 'asking' | 'answered' | 'quiet';
  /** whether the page was shown the room of a question: it is not taken back */
  held: boolean;
  terms: Terms;
  /** marked on the scale; 0 is a score, null is none */
  score: number | null;
  /** of the newest answer */
  delivery: 'none' | 'waiting' | 'sending' | 'sent' | 'failed';
  /** what the shop has */
  answered: Answered | null;
  /** what became of what was said to the score */
  words: 'none' | 'told' | 'refused';
}

/** The survey of one order on one page: what it shows, and what the buyer can do. */
export interface Survey {
  view: ReadonlySignal<View>;
  /** marks a score, and sends it when it has not been changed for a while */
  choose(score: number): void;
  /** sends what is chosen, now: Send and Retry */
  send(): void;
  /** sends the score with what is said to it */
  tell(words: Words): Promise<void>;
  /** shows the scale again to somebody who answered on an earlier page */
  change(): void;
  /** leaves the buyer in peace */
  dismiss(): void;
}

const START: View = {
  stage: 'absent',
  held: false,
  terms: parseTerms({}),
  score: null,
  delivery: 'none',
  answered: null,
  words: 'none',
};

const hasWords = ({ reason, comment }: Words) => (reason ?? comment) !== undefined;

/** Starts the survey of an order. Nothing is shown before it is known whether this browser has answered. */
export function startSurvey(host: Host, about: About): Survey {
  const inEditor = host.page.extension.editor !== undefined;
  const app = inEditor ? previewClient : openAppClient(host, about);
  const memory = inEditor ? noMemory : openMemory(host, about.order);
  const outbox = createOutbox({ send: deliver, keep: (draft) => remember({ draft }) });
  const view = signal(START);
  let memories: Memories = {};
  let words: Words = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** counts what the buyer did: only the newest deed's delivery is shown */
  let actions = 0;

  const show = (news: Partial<View>) => (view.value = Object.assign({}, view.value, news));

  function remember(more: Memories): void {
    memories = Object.assign({}, memories, more);
    void memory.keep(memories);
  }

  async function begin(): Promise<void> {
    memories = await memory.recall();
    const { answered = null, draft, dismissed } = memories;
    if (dismissed === true) return;
    if (draft !== undefined || answered !== null) {
      show({ stage: 'answered', score: draft?.score ?? null, answered });
      void loadTerms();
      if (draft === undefined) return;
      words = draft;
      outbox.restore(draft);
      return flush();
    }
    show({ stage: 'loading', held: true });
    try {
      const { ask, terms, answered: already } = await app.ask();
      const stage = already !== null ? 'answered' : ask ? 'asking' : 'quiet';
      show({ stage, terms, answered: already });
    } catch {
      // The page does not wait for an app that cannot be heard: who wants to can answer.
      show({ stage: 'asking' });
    }
  }

  /** Asks for the terms alone, where the block shows something without them. */
  const loadTerms = () =>
    app.ask().then(
      ({ terms }) => show({ terms }),
      () => undefined,
    );

  async function deliver(submission: Submission): Promise<void> {
    const { recorded, refused, answered } = await app.answer(submission);
    if (refused) return handleRefusal(submission);
    remember({ answered });
    show(recorded ? { answered } : { answered, stage: 'answered' });
    if (!recorded) return;
    if (hasWords(submission)) show({ words: 'told' });
    if (view.value.stage === 'asking' && view.value.terms === START.terms) void loadTerms();
  }

  /** The app will never take it. It was for the words, if there are any: the score is put again without them. */
  function handleRefusal(submission: Submission): void {
    const { score } = submission;
    const { answered } = view.value;
    words = {};
    if (!hasWords(submission))
      return void show({ stage: answered === null ? 'quiet' : 'answered' });
    show({ words: 'refused' });
    if (answered?.score === score || memories.draft !== submission) return;
    outbox.put(score, words);
    void flush();
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const action = ++actions;
    show({ delivery: 'sending' });
    const delivery = await outbox.flush().then(
      () => 'sent' as const,
      () => 'failed' as const,
    );
    if (action === actions) show({ delivery });
  }

  void begin();
  return {
    view,
    choose(score) {
      actions += 1;
      clearTimeout(timer);
      outbox.put(score, words);
      show({ score, delivery: 'waiting' });
      timer = setTimeout(flush, PAUSE_MS);
    },
    send: () => void flush(),
    async tell(said) {
      // A score that has not arrived goes first: should the words be refused, it is there.
      await flush();
      const { score } = view.value;
      if (score === null) return;
      words = said;
      outbox.put(score, words);
      await flush();
    },
    change() {
      const { answered } = view.value;
      show({ stage: 'asking', score: answered?.score ?? null, delivery: 'none' });
    },
    dismiss() {
      remember({ dismissed: true });
      show({ stage: 'absent' });
      app.dismiss().catch(() => undefined);
    },
  };
}
