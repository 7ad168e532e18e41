import { sql, type Sql } from '../../../store/db.server';

/** Most customers have answered once: their answer is the latest of every group it is in. */
export const ONLY: Sql = sql`customer_id is not null and place = 1 and next_day is null`;
export const ONE_OF_SEVERAL: Sql = sql`customer_id is not null and (place > 1 or next_day is not null)`;

/** The latest score of some answers of one customer, found without sorting them. */
export const LATEST_SCORE: Sql = sql`(max(place * 16 + score) % 16)::int as score`;
