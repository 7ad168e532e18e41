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

/** The address of a list of answers. */
export function answersAddress(filter: AnswerFilter, page = 1): string {
  const search = new URLSearchParams();
  for (const name of ['group', 'source', 'reason'] as const) {
    const value = filter[name];
    if (value !== null) search.set(name, value);
  }
  if (filter.comments) search.set('comments', '1');
  if (page > 1) search.set('page', String(page));
  const query = search.toString();
  return `/app/nps/answers${query === '' ? '' : `?${query}`}`;
}
