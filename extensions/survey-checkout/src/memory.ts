import { isRecord, parseReason, parseScore, type Answered, type Submission } from './contract';
import type { Host } from './host';

/** What this browser remembers of one order. */
export interface Memories {
  answered?: Answered | undefined;
  /** chosen or told, and not known to have arrived */
  draft?: Submission | undefined;
  dismissed?: boolean;
}

export interface Memory {
  recall(): Promise<Memories>;
  keep(memories: Memories): Promise<void>;
}

/**
 * One entry of `shopify.storage` per order, since a customer account's storage outlives the order. Storage that
 * fails is storage that is empty: the door knows each order's answer, and takes a key once.
 */
export function openMemory({ page }: Host, order: string): Memory {
  const key = `survey-${order}`;
  return {
    async recall() {
      try {
        return parseMemories(await page.storage.read(key));
      } catch {
        return {};
      }
    },
    async keep(memories) {
      try {
        await page.storage.write(key, memories);
      } catch {
        // The page goes on without it.
      }
    },
  };
}

/** What a survey remembers that is only looked at. */
export const noMemory: Memory = {
  recall: () => Promise.resolve({}),
  keep: () => Promise.resolve(),
};

function parseMemories(kept: unknown): Memories {
  if (!isRecord(kept)) return {};
  const { answered, draft, dismissed } = kept;
  return {
    dismissed: dismissed === true,
    answered: isRecord(answered)
      ? { score: parseScore(answered['score']), until: Number(answered['until']) || 0 }
      : undefined,
    draft: isRecord(draft) ? parseSubmission(draft) : undefined,
  };
}

function parseSubmission({ key, score: kept, reason, comment, voice }: Record<string, unknown>) {
  const score = parseScore(kept);
  if (typeof key !== 'string' || score === null) return undefined;
  return {
    key,
    score,
    reason: parseReason(reason),
    comment: typeof comment === 'string' ? comment : undefined,
    voice: typeof voice === 'boolean' ? voice : undefined,
  };
}
