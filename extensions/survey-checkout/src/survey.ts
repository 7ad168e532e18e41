import { signal, type ReadonlySignal } from '@preact/signals';
import { type Answered, type Submission, type Terms, type Words, termsIn } from './contract';
import { openDoor, previewDoor, type Asked } from './door';
import type { Host } from './host';
import { noMemory, openMemory, type Memories } from './memory';
import { createOutbox } from './outbox';

/** From the last change to sending, in ms: who walks the scale by arrow keys is still choosing. */
const PAUSE = 1500;
/** How often, and how far apart in ms, the app is asked whether the question may be shown. */
const ASKS = 3;
const ASK_AGAIN = 2000;

/** What the block shows. */
export interface View {
  /** absent: nothing. asking: the scale, and what follows. answered: a line */
  stage: 'absent' | 'loading' | 'asking' | 'answered';
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
  terms: termsIn({}),
  score: null,
  delivery: 'none',
  answered: null,
  words: 'none',
};

/** Starts the survey of an order. Nothing is shown before it is known whether this browser has answered. */
export function startSurvey(host: Host, order: string): Survey {
  const inEditor = host.page.extension.editor !== undefined;
  const door = inEditor ? previewDoor : openDoor(host, order);
  const memory = inEditor ? noMemory : openMemory(host, order);
  const outbox = createOutbox({ send: deliver, keep: (draft) => remember({ draft }) });
  const view = signal(START);
  let memories: Memories = {};
  let words: Words = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** counts what the buyer did: only the newest deed's delivery is shown */
  let deeds = 0;

  const show = (news: Partial<View>) => (view.value = Object.assign({}, view.value, news));

  function remember(more: Memories): void {
    memories = Object.assign({}, memories, more);
    void memory.keep(memories);
  }

  async function begin(): Promise<void> {
    memories = await memory.recall();
    const { answered = null, draft, dismissed } = memories;
    if (dismissed === true) return;
    if (draft !== undefined) {
      outbox.restore(draft);
      show({ stage: 'answered', score: draft.score, answered });
      return flush();
    }
    if (answered !== null) return void show({ stage: 'answered', answered });
    show({ stage: 'loading' });
    const asked = await ask(ASKS);
    if (asked === null) return void show({ stage: 'absent' });
    const { terms, answered: already } = asked;
    show({ stage: already === null ? 'asking' : 'answered', terms, answered: already });
  }

  /** What fails is asked again; then the page stays as it would be without a survey. */
  async function ask(tries: number): Promise<Asked> {
    try {
      return await door.ask();
    } catch {
      if (tries === 1) return null;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
      return ask(tries - 1);
    }
  }

  async function deliver(submission: Submission): Promise<void> {
    const { recorded, refused, answered } = await door.answer(submission);
    if (refused) {
      words = {};
      return void show(view.value.answered === null ? { stage: 'absent' } : { words: 'refused' });
    }
    remember({ answered });
    show(recorded ? { answered } : { answered, stage: 'answered' });
    if (recorded && (submission.reason ?? submission.comment) !== undefined)
      show({ words: 'told' });
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const deed = ++deeds;
    show({ delivery: 'sending' });
    const delivery = await outbox.flush().then(
      () => 'sent' as const,
      () => 'failed' as const,
    );
    if (deed === deeds) show({ delivery });
  }

  void begin();
  return {
    view,
    choose(score) {
      deeds += 1;
      clearTimeout(timer);
      outbox.put(score, words);
      show({ score, delivery: 'waiting' });
      timer = setTimeout(flush, PAUSE);
    },
    send: () => void flush(),
    async tell(said) {
      // A score that still waits goes first: should the words be refused, it is there.
      if (view.value.delivery === 'waiting') await flush();
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
      door.dismiss().catch(() => undefined);
    },
  };
}
