import { isRecord, parseReason, parseScore, type Answered, type Submission } from './contract';
import type { Host } from './host';

/** What this browser stores about one order. */
export interface Memories {
  answered?: Answered | undefined;
  /** an answer that may not have arrived */
  draft?: Submission | undefined;
  dismissed?: boolean;
}

export interface Memory {
  recall(): Promise<Memories>;
  keep(memories: Memories): Promise<void>;
}

/**
 * One entry of `shopify.storage` per order, since a customer account's storage outlives the order. Failing
 * storage counts as empty: the app knows each order's answer, and records a key once.
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
        // the page works without it
      }
    },
  };
}

/** The memory of a preview. */
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

function parseSubmission(kept: Record<string, unknown>): Submission | undefined {
  const { key, reason, edition, comment, voice, heard } = kept;
  const score = parseScore(kept['score']);
  if (typeof key !== 'string' || score === null) return undefined;
  return {
    key,
    score,
    reason: parseReason(reason),
    edition: Number(edition) || undefined,
    comment: typeof comment === 'string' ? comment : undefined,
    voice: typeof voice === 'boolean' ? voice : undefined,
    heard: typeof heard === 'string' ? heard : undefined,
  };
}
