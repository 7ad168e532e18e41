import { cellKey, channelOf, foldedName, monthOf, type Spend } from '../entered/cells';
import type { ImportPreview } from '../entered/spend-import';
import { planAmounts } from '../files/plan';
import type { SpendFile } from './spend-file';

export interface ImportChoices {
  /** whether what the file does not have is removed */
  replace: boolean;
  /** channels that the shop does not have and that are not created */
  skip: readonly string[];
}

/** What applying a file changes. */
export interface ImportPlan extends Pick<
  ImportPreview,
  'added' | 'changed' | 'same' | 'removed' | 'unknown'
> {
  spend: Spend;
}

/**
 * Compares a file with the spend that the shop has. A channel that differs in width or case alone is the shop's. A cell whose
 * amount in the file is wrong keeps the shop's, also where the file replaces what it does not have.
 */
export function planImport(
  { amounts, unread }: Pick<SpendFile, 'amounts'> & { unread: ReadonlySet<string> },
  known: ReadonlyMap<string, number>,
  { replace, skip }: ImportChoices,
): ImportPlan {
  const names = new Map(
    [...known.keys()].map((key) => [foldedName(channelOf(key)), channelOf(key)]),
  );
  const ofShop = (fileKey: string) => names.get(foldedName(channelOf(fileKey)));
  const skipped = new Set(skip);
  const unknown = new Map<string, number>();
  const wanted = new Map<string, number>();
  for (const [fileKey, amount] of amounts) {
    const own = ofShop(fileKey);
    const channel = own ?? channelOf(fileKey);
    if (own === undefined) unknown.set(channel, (unknown.get(channel) ?? 0) + 1);
    if (own === undefined && skipped.has(channel)) continue;
    wanted.set(cellKey({ month: monthOf(fileKey), channel }), amount);
  }
  const kept = new Set(
    [...unread].map((fileKey) =>
      cellKey({ month: monthOf(fileKey), channel: ofShop(fileKey) ?? channelOf(fileKey) }),
    ),
  );
  const { changes, ...plan } = planAmounts(wanted, known, replace ? (key) => !kept.has(key) : null);
  return {
    spend: changes,
    ...plan,
    unknown: [...unknown].map(([channel, cells]) => ({
      ...{ channel, cells },
      create: !skipped.has(channel),
    })),
  };
}
