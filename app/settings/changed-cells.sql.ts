import { sql } from '../store/db.server';

/** Cells that a row of the history names; it counts the rest. */
export const NAMED_CELLS = 5;

/**
 * The changed cells of a row of `settings_changes` whose values are objects by key: key, before, after, and the place of
 * the key among them. Once through both objects: a look into one of 50,000 keys unpacks it whole.
 */
export const CHANGED_CELLS = sql`lateral (
  select key, was.value as before, own.value as after, row_number() over (order by key collate "C") as place
  from jsonb_each_text(value_after) own join jsonb_each_text(value_before) was using (key)) cell`;
