import { acquisitionCostOf } from '../entered/acquisition-cost';
import { channelOf, excessOf, MOST_CHANNELS, monthOf } from '../entered/cells';
import type { ImportPreview } from '../entered/spend-import';
import { withSpend } from '../entered/spend-grid';
import { planImport, type ImportChoices } from './import-plan';
import type { SpendFile } from './spend-file';

/** Changes that a preview names; it counts all of them. */
const NAMED = 20;

interface Given {
  text: string;
  file: SpendFile;
  choices: ImportChoices;
  /** the shop, as its page has it */
  view: {
    version: number;
    spend: Readonly<Record<string, number>>;
    facts: Parameters<typeof acquisitionCostOf>[1] | null;
  };
}

/**
 * What applying a file would do to the shop's spend and to its acquisition cost, and of what the shop would then have too
 * many. Of new channels it names as many as a shop may have: a file has up to 100,000.
 */
export function importPreview({ text, file, choices, view }: Given): {
  preview: ImportPreview;
  problem?: NonNullable<ReturnType<typeof excessOf>>;
} {
  const known = new Map(Object.entries(view.spend));
  const { spend, unknown, ...plan } = planImport(file, known, choices);
  const problem = excessOf(known, spend);
  const preview = {
    ...{ text, version: view.version, replace: choices.replace },
    ...{ ...plan, unknown: unknown.slice(0, MOST_CHANNELS) },
    ...{ wrong: file.wrong, wrongLines: file.wrongLines },
    first: Object.entries(spend)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, NAMED)
      .map(([key, after]) => ({
        ...{ month: monthOf(key), channel: channelOf(key), after },
        before: known.get(key) ?? null,
      })),
    cost: view.facts && {
      now: acquisitionCostOf(known, view.facts),
      then: acquisitionCostOf(withSpend(known, spend), view.facts),
    },
  };
  return problem === null ? { preview } : { preview, problem };
}
