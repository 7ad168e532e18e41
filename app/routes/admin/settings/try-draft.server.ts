import { now } from '../../../clock.server';
import { dayIn } from '../../../metrics/calendar';
import {
  draftKey,
  PREVIEWED_BY,
  previewDraft,
  type Draft,
  type Previews,
} from '../../../metrics/preview/drafts/draft.server';
import { readKeptPreview, type Waiting } from '../../../metrics/preview/drafts/kept-preview.server';
import type { InstalledShop } from '../../../shop/shop.server';
import { requestPreview } from '../../../shop/state/preview-request.server';

/** A page's question. */
interface Asked {
  /** aborted once the page has gone on */
  signal: AbortSignal;
  /** the page has been told to wait, and asks again */
  isAgain: boolean;
}

/**
 * What a draft would do. Where it takes too long for a page, it is counted in the background: the page is told so and asks
 * again with the same form (decision 125). A pause in typing alone asks for nothing.
 */
export async function tryDraft<D extends Draft>(
  { id, timezone }: Pick<InstalledShop, 'id' | 'timezone'>,
  draft: D,
  { signal, isAgain }: Asked,
): Promise<Previews[D['what']] | 'counting' | Waiting> {
  const key = draftKey(draft, dayIn(timezone, now()));
  const kept = await readKeptPreview(id, key);
  // only this release has stored a result under the key
  if (kept.result !== undefined) return kept.result as Previews[D['what']];
  // another person's draft has taken the place of this one: two pages that each took it back would never end
  if (kept.waiting !== null && (kept.of === 'own' || isAgain)) return kept.waiting;
  const counted = await previewDraft(id, draft, () => !signal.aborted);
  if (counted !== 'slow') return counted;
  if (!signal.aborted) await requestPreview(id, { key, draft, countedBy: PREVIEWED_BY });
  return (await readKeptPreview(id, key)).waiting ?? { waitSeconds: null };
}

/** The question of a form that is tried. */
export const askedBy = (request: Request, form: FormData): Asked => ({
  signal: request.signal,
  isAgain: form.get('waits') === '1',
});
