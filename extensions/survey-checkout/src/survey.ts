import { signal, type ReadonlySignal } from '@preact/signals';
import {
  type Answered,
  type Heard,
  type Submission,
  type Terms,
  type Words,
  parseTerms,
} from './contract';
import { openAppClient, previewClient } from './app-client';
import type { About, Host } from './host';
import { noMemory, openMemory, type Memories } from './memory';
import { createOutbox } from './outbox';

/** Debounces sending: a buyer who moves along the scale by arrow keys is still choosing. */
const PAUSE_MS = 1500;

/** What the block shows. */
export interface View {
  /** absent: nothing. asking: the scale and its follow-up. answered, quiet: one line */
  stage: 'absent' | 'loading' | 'asking' | 'answered' | 'quiet';
  /** whether the block keeps the height of a question, so that the page does not move */
  held: boolean;
  terms: Terms;
  /** marked on the scale; 0 is a score, null is none */
  score: number | null;
  /** state of the newest answer */
  delivery: 'none' | 'waiting' | 'sending' | 'sent' | 'failed';
  /** the recorded answer */
  answered: Answered | null;
  /** the second question; null: it is not asked, or answered */
  heard: Heard | null;
  /** state of the reason and comment */
  words: 'none' | 'told' | 'refused';
}

/** The survey of one order on one page: its view, and the buyer's actions. */
export interface Survey {
  view: ReadonlySignal<View>;
  /** nothing has arrived yet: the page asks for the score and one line of words */
  isEarly: boolean;
  /** marks a score, and sends it after a pause without a change */
  choose(score: number): void;
  /** sends the chosen score now: Send and Retry */
  send(): void;
  /** sends the score with reason and comment */
  tell(words: Words): Promise<void>;
  /** sends how the buyer heard of the shop */
  hear(choice: string): void;
  /** shows the scale again to a buyer who answered on an earlier page */
  change(): void;
  /** hides the question for good */
  dismiss(): void;
}

const START: View = {
  stage: 'absent',
  held: false,
  terms: parseTerms({}),
  score: null,
  delivery: 'none',
  answered: null,
  heard: null,
  words: 'none',
};

const hasWords = ({ reason, comment }: Words) => (reason ?? comment) !== undefined;

/** Starts the survey of an order. Shows nothing before the browser's memory of the order is read. */
export function startSurvey(host: Host, about: About): Survey {
  const inEditor = host.page.extension.editor !== undefined;
  const app = inEditor ? previewClient : openAppClient(host, about);
  const memory = inEditor ? noMemory : openMemory(host, about.order);
  const outbox = createOutbox({ send: deliver, keep: (draft) => remember({ draft }) });
  const view = signal(START);
  let memories: Memories = {};
  let words: Words = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** counts the buyer's actions: the view shows only the newest one's delivery */
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
      // where the app cannot be reached, the buyer can still answer
      show({ stage: 'asking' });
    }
  }

  /** Loads the terms alone, where the block is shown without them. */
  const loadTerms = () =>
    app.ask().then(
      ({ terms }) => show({ terms }),
      () => undefined,
    );

  async function deliver(submission: Submission): Promise<void> {
    const { recorded, refused, answered, heard } = await app.answer(submission);
    if (refused) return handleRefusal(submission);
    remember({ answered });
    show(recorded ? { answered } : { answered, stage: 'answered' });
    if (!recorded) return;
    show({ heard });
    if (hasWords(submission)) show({ words: 'told' });
    if (view.value.stage === 'asking' && view.value.terms === START.terms) void loadTerms();
  }

  /** A final refusal. It is about the words, if there are any: the score is sent again without them. */
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
    isEarly: host.source === 'thank_you',
    choose(score) {
      actions += 1;
      clearTimeout(timer);
      outbox.put(score, words);
      show({ score, delivery: 'waiting' });
      timer = setTimeout(flush, PAUSE_MS);
    },
    send: () => void flush(),
    async tell(said) {
      // an unsent score goes first, so that it is recorded even where the words are refused
      await flush();
      const { score } = view.value;
      if (score === null) return;
      words = Object.assign({}, words, said);
      outbox.put(score, words);
      await flush();
    },
    hear(heard) {
      const { score } = view.value;
      if (score === null) return;
      words = Object.assign({}, words, { heard });
      outbox.put(score, words);
      void flush();
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
