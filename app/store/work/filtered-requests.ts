import { raw, sql, type Sql } from '../db.server';

/** A filtered view takes seconds to count; an older request is abandoned and may be repeated. */
const ABANDONED_AFTER = '15 minutes';

/**
 * Whether a row of `filtered_snapshots` waits to be counted. Excludes future times: a clock that has stepped back since
 * wrote them.
 * @param requestedAt the column
 */
export const isOpenRequest = (
  at: Date,
  requestedAt = 'requested_at',
): Sql => sql`coalesce(${raw(requestedAt)}
  between ${at}::timestamptz - ${ABANDONED_AFTER}::interval and ${at}::timestamptz + interval '1 minute', false)`;
