import { z } from 'zod';
import { one, rows, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { takeTurn } from '../store/shops/turn';
import { SAVED_VIEWS } from '../terms/saved-views';
import { LONGEST_SEGMENT_TEXT } from '../terms/segments';

const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  who: z.string(),
  /** what the merchant says to its customers; null: nothing yet */
  message: z.string().nullable(),
});

/** A list of customers that the merchant keeps: whom it shows, as addresses have it. */
export type SavedView = z.output<typeof viewSchema>;

/** Why a name is not taken; the page has a sentence for each. */
export type NameFault = 'empty' | 'long' | 'taken' | 'full';

/** The shop's lists, the oldest first. */
export async function savedViewsIn(tx: Tx, shop: ShopId): Promise<SavedView[]> {
  return await rows(
    tx,
    viewSchema,
    sql`select id::text, name, who, message from saved_views where shop_id = ${shop} order by id`,
  );
}

/** Days of a list's sizes that a page shows. */
const SHOWN_DAYS = 400;

const measuredSchema = viewSchema.extend({
  /** customers on each kept day D, the oldest first */
  sizes: z.array(z.object({ asOf: z.string(), customers: z.number().int() })),
});

/** The shop's lists with their sizes up to a day D. */
export async function measuredViewsIn(
  tx: Tx,
  shop: ShopId,
  asOf: string,
): Promise<z.output<typeof measuredSchema>[]> {
  return await rows(
    tx,
    measuredSchema,
    sql`
    select view.id::text, name, who, message,
      coalesce(jsonb_agg(jsonb_build_object('asOf', size.as_of, 'customers', size.customers) order by size.as_of)
        filter (where size.as_of is not null), '[]') as sizes
    from saved_views view
    left join saved_view_sizes size on size.shop_id = view.shop_id and size.view_id = view.id
      and size.as_of <= ${asOf}::date and size.as_of > ${asOf}::date - ${SHOWN_DAYS}::int
    where view.shop_id = ${shop} group by view.shop_id, view.id order by view.id`,
  );
}

/**
 * Keeps a list of customers.
 * @param name as entered
 * @param who the words of its address, which have been read
 */
export async function saveView(
  shop: ShopId,
  name: string,
  who: string,
): Promise<{ saved: string } | { fault: NameFault }> {
  const given = nameOf(name);
  if ('fault' in given) return given;
  return await withShop(shop, async (tx) => {
    await takeTurn(tx, shop);
    const { count } = await one(
      tx,
      z.object({ count: z.number() }),
      sql`select count(*)::int as count from saved_views where shop_id = ${shop}`,
    );
    if (count >= SAVED_VIEWS.most) return { fault: 'full' };
    const { rowCount } = await tx.query(sql`
      insert into saved_views (shop_id, name, who) values (${shop}, ${given.name}, ${who})
      on conflict (shop_id, name) do nothing`);
    return rowCount === 1 ? { saved: given.name } : { fault: 'taken' };
  });
}

/** Renames a list. @returns null for one that the shop has not */
export async function renameView(
  shop: ShopId,
  id: string,
  name: string,
): Promise<{ renamed: string } | { fault: NameFault } | null> {
  const known = idOf(id);
  if (known === null) return null;
  const given = nameOf(name);
  return await withShop(shop, async (tx) => {
    await takeTurn(tx, shop);
    const views = await savedViewsIn(tx, shop);
    if (!views.some((view) => view.id === known)) return null;
    if ('fault' in given) return given;
    if (views.some((view) => view.id !== known && view.name === given.name))
      return { fault: 'taken' };
    await tx.query(sql`
      update saved_views set name = ${given.name} where shop_id = ${shop} and id = ${known}::int`);
    return { renamed: given.name };
  });
}

/**
 * Keeps what the merchant says to the customers of a list; an empty text is none.
 * @param before what the form was opened with
 * @returns null for a list that the shop has not
 */
export async function writeMessage(
  shop: ShopId,
  id: string,
  { text, before }: { text: string; before: string },
): Promise<'saved' | 'tooLong' | 'meanwhile' | null> {
  const known = idOf(id);
  if (known === null) return null;
  const message = lines(text);
  return await withShop(shop, async (tx) => {
    await takeTurn(tx, shop);
    const view = (await savedViewsIn(tx, shop)).find((one) => one.id === known);
    if (view === undefined) return null;
    if (message.length > LONGEST_SEGMENT_TEXT) return 'tooLong';
    if ((view.message ?? '') !== lines(before)) return 'meanwhile';
    await tx.query(sql`
      update saved_views set message = ${message === '' ? null : message} where shop_id = ${shop} and id = ${known}::int`);
    return 'saved';
  });
}

/** A browser's form sends each line break as two signs; PostgreSQL's texts have no NUL. */
const lines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\0', '').trim();

/** Deletes a list. @returns whether the shop had it */
export async function deleteView(shop: ShopId, id: string): Promise<boolean> {
  const known = idOf(id);
  if (known === null) return false;
  return await withShop(shop, async (tx) => {
    const { rowCount } = await tx.query(
      sql`delete from saved_views where shop_id = ${shop} and id = ${known}::int`,
    );
    return rowCount === 1;
  });
}

/** A name without blanks around it, and with one form of each letter, so that two names that look alike are one. */
function nameOf(entered: string): { name: string } | { fault: 'empty' | 'long' } {
  const name = entered
    .normalize('NFC')
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim();
  if (name === '') return { fault: 'empty' };
  return [...name].length > SAVED_VIEWS.characters ? { fault: 'long' } : { name };
}

/** null: not the id of a row */
const idOf = (text: string): string | null => (/^[1-9]\d{0,8}$/.test(text) ? text : null);
