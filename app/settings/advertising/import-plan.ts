import { cellKey, channelOf, foldedName, monthOf, type Spend } from '../entered/cells';
import type { ImportPreview } from '../entered/spend-import';
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
  const unknown = new Map<string, number>();
  const spend = new Map<string, number | null>();
  const plan = { added: 0, changed: 0, same: 0, removed: 0 };
  const ofShop = (fileKey: string) => names.get(foldedName(channelOf(fileKey)));
  const skipped = new Set(skip);
  const kept = new Set(
    [...unread].flatMap((fileKey) => {
      const channel = ofShop(fileKey);
      return channel === undefined ? [] : [cellKey({ month: monthOf(fileKey), channel })];
    }),
  );
  for (const [fileKey, amount] of amounts) {
    const own = ofShop(fileKey);
    const channel = own ?? channelOf(fileKey);
    if (own === undefined) unknown.set(channel, (unknown.get(channel) ?? 0) + 1);
    if (own === undefined && skipped.has(channel)) continue;
    const key = cellKey({ month: monthOf(fileKey), channel });
    kept.add(key);
    const before = known.get(key);
    if (before === amount) plan.same += 1;
    else {
      spend.set(key, amount);
      if (before === undefined) plan.added += 1;
      else plan.changed += 1;
    }
  }
  if (replace)
    for (const key of known.keys())
      if (!kept.has(key)) {
        spend.set(key, null);
        plan.removed += 1;
      }
  return {
    spend: Object.fromEntries(spend),
    ...plan,
    unknown: [...unknown].map(([channel, cells]) => ({
      ...{ channel, cells },
      create: !skipped.has(channel),
    })),
  };
}
