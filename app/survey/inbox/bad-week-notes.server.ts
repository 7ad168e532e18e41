import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { MOST_NOTE } from '../../terms/notes';

const noteSchema = z.object({ day: z.string(), note: z.string() });
export type BadWeekNote = z.output<typeof noteSchema>;

/** The merchant's notes beside weeks in which the score fell, by the last day of their first window. */
export async function readBadWeekNotes(tx: Tx, shop: ShopId): Promise<BadWeekNote[]> {
  return await rows(
    tx,
    noteSchema,
    sql`select day::text, note from bad_week_notes where shop_id = ${shop} order by day`,
  );
}

/** A line ends in a form with two signs, which the page counts as one. */
const enteredSchema = z.object({
  day: z.iso.date().refine((text) => text >= '1970-01-01'),
  note: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').replaceAll('\0', '').trim())
    .pipe(z.string().max(MOST_NOTE)),
});

/**
 * Keeps a note; an empty one is deleted.
 * @returns false where the day is none or the note is too long
 */
export async function saveBadWeekNote(
  shop: ShopId,
  entered: Record<keyof BadWeekNote, unknown>,
): Promise<boolean> {
  const read = enteredSchema.safeParse(entered);
  if (!read.success) return false;
  const { day, note } = read.data;
  await withShop(shop, (tx) =>
    tx.query(
      note === ''
        ? sql`delete from bad_week_notes where shop_id = ${shop} and day = ${day}::date`
        : sql`
          insert into bad_week_notes (shop_id, day, note, at) values (${shop}, ${day}::date, ${note}, ${now()})
          on conflict (shop_id, day) do update set note = excluded.note, at = excluded.at`,
    ),
  );
  return true;
}
