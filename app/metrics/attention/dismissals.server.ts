import type { ShopId } from '../../store/db.server';
import { changeKept } from '../../store/shops/kept-part';
import { readSnapshot } from '../read.server';
import { attentionOf } from './attention';
import { dismissalsSchema, withDismissed, withoutPlacement, type Dismissals } from './dismissals';

/**
 * Dismisses a line of the newest numbers until what it says changes.
 * @param topic as `subjectOf` names it, or PLACEMENT; one that no line has changes nothing
 * @param shareLink as in `attentionOf`
 */
export async function dismissLine(
  shop: ShopId,
  topic: string,
  shareLink: boolean | null,
): Promise<void> {
  const read = await readSnapshot(shop);
  const lines = read === null ? [] : attentionOf(read.snapshot, shareLink);
  await changeDismissals(shop, (known) => withDismissed(known, lines, topic));
}

/** Forgets that the line about the survey's placement was dismissed: once placed, its next absence is news. */
export async function forgetPlacement(shop: ShopId): Promise<void> {
  await changeDismissals(shop, withoutPlacement);
}

const changeDismissals = (shop: ShopId, change: (known: Dismissals) => Dismissals) =>
  changeKept(shop, 'attention', dismissalsSchema, change);
