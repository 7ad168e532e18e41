import { z } from 'zod';
import { sizeOf, subjectOf, type AttentionLine } from './lines';

/** A shop keeps the newest dismissals; a page has ten topics at most, with products that change. */
const MOST = 30;
/** A dismissed line is back once it is a tenth larger or smaller. */
const CHANGED = 0.1;

const subject = z.string().min(1).max(100);

/** A shop's dismissed lines by topic, the newest last: the size they had, or 1 for a line without one. */
export const dismissalsSchema = z.object({
  dismissed: z.array(z.object({ subject, size: z.number() })).default([]),
});

export type Dismissals = z.output<typeof dismissalsSchema>;

/** A line that the app itself does not know: the browser asks Shopify for the survey's placement. */
export const PLACEMENT = 'placement';

/** Whether a line stays dismissed. */
export function isDismissed({ dismissed }: Dismissals, subject: string, size: number): boolean {
  const known = dismissed.find((one) => one.subject === subject);
  return known !== undefined && Math.abs(size - known.size) <= CHANGED * Math.abs(known.size);
}

/** The lines that are not dismissed, in their order. */
export function undismissed(lines: readonly AttentionLine[], dismissals: Dismissals) {
  return lines.filter((line) => !isDismissed(dismissals, subjectOf(line), sizeOf(line)));
}

/** The dismissals without the one of the survey's placement. */
export function withoutPlacement({ dismissed }: Dismissals): Dismissals {
  return { dismissed: dismissed.filter((one) => one.subject !== PLACEMENT) };
}

/**
 * Adds one of the lines to the dismissed ones, with its size.
 * @param topic a line's topic, or PLACEMENT; any other changes nothing
 */
export function withDismissed(
  { dismissed }: Dismissals,
  lines: readonly AttentionLine[],
  topic: string,
): Dismissals {
  const line = lines.find((one) => subjectOf(one) === topic);
  if (line === undefined && topic !== PLACEMENT) return { dismissed };
  const others = dismissed.filter((one) => one.subject !== topic);
  const added = { subject: topic, size: line === undefined ? 1 : sizeOf(line) };
  return { dismissed: [...others, added].slice(-MOST) };
}
