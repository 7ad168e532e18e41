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

/**
 * The address of a list of answers. `source` is the orders' source in the address of a view, so the survey's is
 * `place`.
 */
export function answersAddress(filter: AnswerFilter, page = 1): string {
  const search = new URLSearchParams();
  const { group, source: place, reason } = filter;
  for (const [name, value] of Object.entries({ group, place, reason }))
    if (value !== null) search.set(name, value);
  if (filter.comments) search.set('comments', '1');
  if (page > 1) search.set('page', String(page));
  const query = search.toString();
  return `/app/nps/answers${query === '' ? '' : `?${query}`}`;
}
