import { z } from 'zod';
import { LONGEST_SEGMENT_TEXT, SEGMENTS } from '../terms/segments';

const text = z.string().trim().min(1).max(LONGEST_SEGMENT_TEXT).nullable().default(null);

/** What a shop says to the customers of each segment; null: what the app suggests, in the language of its page. */
export const segmentTextsSchema = z.object({
  firstTime: text,
  second: text,
  trend: text,
  loyal: text,
});
export type SegmentTexts = z.output<typeof segmentTextsSchema>;

/** The shop's own texts; none before it has written any. */
export function segmentTextsOf(shop: { settings: Record<string, unknown> } | null): SegmentTexts {
  return segmentTextsSchema.parse(shop?.settings.segmentTexts ?? {});
}

/**
 * The text of the form, or null for the app's own. An empty text is none.
 * @returns `tooLong` for one that is not kept; null where the form is not the page's
 */
export function parseSegmentText(form: FormData): Partial<SegmentTexts> | 'tooLong' | null {
  const segment = SEGMENTS.find((one) => one === form.get('segment'));
  const intent = form.get('intent');
  if (segment === undefined || (intent !== 'save' && intent !== 'reset')) return null;
  // a browser's form sends each line break as two signs
  const written = String(form.get('text') ?? '')
    .replaceAll('\r\n', '\n')
    .trim();
  if (intent === 'save' && written.length > LONGEST_SEGMENT_TEXT) return 'tooLong';
  const own = intent === 'reset' || written === '' ? null : written;
  return Object.fromEntries([[segment, own]]);
}
