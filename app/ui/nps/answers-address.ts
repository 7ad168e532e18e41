import { REASON_EDITION } from '../../terms/reasons';
import type { AnswerFilter } from './answer-view';

export const NOT_NARROWED: AnswerFilter = {
  group: null,
  source: null,
  reason: null,
  handled: null,
  words: null,
  from: null,
  to: null,
  comments: false,
};

export function isNarrowed({ comments, edition: _of, ...filter }: AnswerFilter): boolean {
  return comments || Object.values(filter).some((one) => one !== null);
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
function readReasonChoice(value: string | null): { reason: string | null; edition: number } {
  const [edition, reason] = value?.split('.') ?? [];
  return reason === undefined
    ? { reason: value, edition: REASON_EDITION }
    : { reason, edition: Number(edition) };
}

/**
 * The query of a list of answers. `source` is the orders' source in the address of a view, so the survey's is
 * `place`.
 */
export function answersQuery(filter: AnswerFilter, page = 1): string {
  const search = new URLSearchParams();
  const { group, source: place, handled, words: q, from, to } = filter;
  const named = { group, place, reason: reasonChoice(filter), handled, q, from, to };
  for (const [name, value] of Object.entries(named)) if (value !== null) search.set(name, value);
  if (filter.comments) search.set('comments', '1');
  if (page > 1) search.set('page', String(page));
  const query = search.toString();
  return query === '' ? '' : `?${query}`;
}

/** The address of a list of answers. */
export function answersAddress(filter: AnswerFilter, page = 1): string {
  return `/app/nps/answers${answersQuery(filter, page)}`;
}

/** The parts of such an address, unchecked. */
export function readAnswersQuery(query: URLSearchParams) {
  return {
    group: query.get('group'),
    source: query.get('place'),
    ...readReasonChoice(query.get('reason')),
    handled: query.get('handled'),
    words: query.get('q'),
    from: query.get('from'),
    to: query.get('to'),
    comments: query.has('comments'),
  };
}
