import { REASON_EDITION } from '../../terms/reasons';
import type { AnswerFilter } from './answer-view';

export const NOT_NARROWED: AnswerFilter = {
  group: null,
  source: null,
  reason: null,
  comments: false,
};

export function isNarrowed(filter: AnswerFilter): boolean {
  return (
    filter.comments || [filter.group, filter.source, filter.reason].some((one) => one !== null)
  );
}

/** A reason as one value of the address: `product` of the current sentences, `1.product` of the first; null: any. */
export function reasonChoice({
  reason,
  edition,
}: Pick<AnswerFilter, 'reason' | 'edition'>): string | null {
  const named = edition ?? REASON_EDITION;
  return reason === null || named === REASON_EDITION ? reason : `${named}.${reason}`;
}

/** The parts of such a value, unchecked. */
export function readReasonChoice(value: string | null): { reason: string | null; edition: number } {
  const [edition, reason] = value?.split('.') ?? [];
  return reason === undefined
    ? { reason: value, edition: REASON_EDITION }
    : { reason, edition: Number(edition) };
}

/**
 * The address of a list of answers. `source` is the orders' source in the address of a view, so the survey's is
 * `place`.
 */
export function answersAddress(filter: AnswerFilter, page = 1): string {
  const search = new URLSearchParams();
  const { group, source: place } = filter;
  for (const [name, value] of Object.entries({ group, place, reason: reasonChoice(filter) }))
    if (value !== null) search.set(name, value);
  if (filter.comments) search.set('comments', '1');
  if (page > 1) search.set('page', String(page));
  const query = search.toString();
  return `/app/nps/answers${query === '' ? '' : `?${query}`}`;
}
