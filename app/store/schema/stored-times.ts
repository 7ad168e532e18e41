import { join, raw, sql, type ShopId, type Sql } from '../db.server';

/**
 * Times that the app writes by its clock and later compares with it. A time that lies ahead comes from a clock that
 * ran ahead and was set back. Until that time comes, its row is not retried, asked for, counted or removed.
 */
interface StoredTimes {
  table: string;
  /** the table's rows of a shop; by default those with its `shop_id` */
  of?: (shop: ShopId) => Sql;
  /** how far ahead each may lie at most, as an interval of PostgreSQL */
  columns: Readonly<Record<string, string>>;
}

/** Clocks of two machines differ by less. */
const UNSURE = '5 minutes';
const PRESENT = '0';

const domainOf = (shop: ShopId) => sql`(select domain from shops where id = ${shop})`;

/** `tests/worker/stored-times.test.ts` lists every other time in the schema, with the reason. */
export const STORED_TIMES: readonly StoredTimes[] = [
  { table: 'imports', columns: { started_at: PRESENT, finished_at: PRESENT } },
  // the longest pause between two tries, app/ingest/import/import-failure.ts
  { table: 'import_parts', columns: { moved_at: PRESENT, next_try_at: '2 minutes' } },
  { table: 'audits', columns: { started_at: PRESENT, finished_at: PRESENT } },
  { table: 'audit_parts', columns: { moved_at: PRESENT, next_try_at: '2 minutes' } },
  { table: 'failing_jobs', columns: { since: PRESENT, retried_at: PRESENT } },
  { table: 'reread_requests', columns: { requested_at: PRESENT, read_at: PRESENT } },
  { table: 'deliveries', columns: { received_at: PRESENT } },
  { table: 'orders_set_apart', columns: { seen_at: PRESENT } },
  { table: 'snapshot_refreshes', columns: { requested_at: PRESENT, counting_since: PRESENT } },
  {
    table: 'filtered_snapshots',
    columns: { requested_at: PRESENT, started_at: PRESENT, seen_at: PRESENT, computed_at: PRESENT },
  },
  {
    table: 'past_people_days',
    columns: { requested_at: PRESENT, started_at: PRESENT, seen_at: PRESENT, computed_at: PRESENT },
  },
  {
    table: 'preview_requests',
    columns: { requested_at: PRESENT, started_at: PRESENT, computed_at: PRESENT },
  },
  {
    table: 'download_tickets',
    columns: { requested_at: PRESENT, opened_at: PRESENT, sent_at: PRESENT },
  },
  { table: 'settings_changes', columns: { changed_at: PRESENT } },
  { table: 'snapshot_requests', columns: { requested_at: PRESENT, finished_at: PRESENT } },
  {
    table: 'privacy_requests',
    columns: {
      received_at: PRESENT,
      finished_at: PRESENT,
      // days to answer, and to download the file
      due_at: '30 days',
      file_expires_at: '30 days',
    },
  },
  {
    table: 'survey_waiting',
    columns: {
      received_at: PRESENT,
      shown_at: PRESENT,
      dismissed_at: PRESENT,
      voice_at: PRESENT,
      answered_at: PRESENT,
      changed_at: PRESENT,
    },
  },
  { table: 'survey_waiting_changes', columns: { at: PRESENT } },
  {
    table: 'survey_echoes',
    columns: { received_at: PRESENT, answered_at: PRESENT, dismissed_at: PRESENT },
  },
  {
    table: 'survey_answers',
    columns: {
      answered_at: PRESENT,
      changed_at: PRESENT,
      voice_at: PRESENT,
      reopened_at: PRESENT,
      declined_at: PRESENT,
    },
  },
  { table: 'survey_answer_changes', columns: { at: PRESENT } },
  { table: 'answer_states', columns: { at: PRESENT } },
  { table: 'heard_answers', columns: { at: PRESENT } },
  { table: 'bad_week_notes', columns: { at: PRESENT } },
  { table: 'survey_views', columns: { shown_at: PRESENT, dismissed_at: PRESENT } },
  { table: 'survey_refusals', columns: { refused_at: PRESENT } },
  { table: 'deleted_answers', columns: { deleted_at: PRESENT } },
  { table: 'survey_rates', columns: { since: PRESENT } },
  {
    table: 'shops',
    of: (shop) => sql`id = ${shop}`,
    columns: { installed_at: PRESENT, uninstalled_at: PRESENT, opened_at: PRESENT },
  },
  {
    table: 'sessions',
    of: (shop) => sql`shop = ${domainOf(shop)}`,
    // Shopify's longest lifetimes: online token, refresh token
    columns: { expires: '1 day', refresh_token_expires: '90 days' },
  },
  {
    table: 'token_responses',
    of: (shop) => sql`domain = ${domainOf(shop)}`,
    columns: {
      responded_at: PRESENT,
      failing_since: PRESENT,
      refused_since: PRESENT,
      token_at: PRESENT,
      recovered_at: PRESENT,
    },
  },
  // belongs to no shop: the check of any shop corrects it
  { table: 'token_probes', of: () => sql`true`, columns: { resumed_at: PRESENT } },
];

const furthest = (at: Date, ahead: string): Sql => sql`${at}::timestamptz + ${ahead}::interval`;

const isAhead = (at: Date, column: string, ahead: string): Sql =>
  sql`${raw(column)} > ${furthest(at, ahead)} + ${UNSURE}::interval`;

/** A condition for a shop's rows in which a time lies ahead. */
export const rowsAhead = ({ of, columns }: StoredTimes, shop: ShopId, at: Date): Sql => {
  const each = Object.entries(columns).map(([column, ahead]) => isAhead(at, column, ahead));
  return sql`${of?.(shop) ?? sql`shop_id = ${shop}`} and (${join(each, ' or ')})`;
};

/** The names of the tables in which a time of a shop lies ahead, as a row with the one column `tables`. */
export const tablesAhead = (shop: ShopId, at: Date): Sql => sql`
  select array_remove(array[${join(
    STORED_TIMES.map(
      (times) => sql`
        case when exists (select from ${raw(times.table)} where ${rowsAhead(times, shop, at)}) then ${times.table} end`,
    ),
  )}], null) as tables`;

/** Caps a table's times that lie ahead at the furthest that they may lie. */
export function capTimes(times: StoredTimes, shop: ShopId, at: Date): Sql {
  const capped = Object.entries(times.columns).map(
    ([column, ahead]) => sql`
      ${raw(column)} = case when ${isAhead(at, column, ahead)} then ${furthest(at, ahead)} else ${raw(column)} end`,
  );
  return sql`update ${raw(times.table)} set ${join(capped)} where ${rowsAhead(times, shop, at)}`;
}
