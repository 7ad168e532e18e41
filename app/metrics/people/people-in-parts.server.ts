import { z } from 'zod';
import { empty, rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import type { Who } from '../../terms/people';
import { fileLine, type FileWords } from './file-line.sql';
import { openList, type PeopleList } from './list.server';
import type { Ruler } from './ruler';

/** Customers that one read looks at: some ten milliseconds, and a MB of those that the list has. */
const PART = 4_000;

const rowSchema = z.object({
  /** cells that stand in a line of CSV as they are, with commas between */
  line: z.string(),
  /** the last cell, a text from outside: the source of the first order */
  source: z.string().nullable(),
});
export type PersonLine = z.output<typeof rowSchema>;

/** What a list of a file is read with. */
export interface PeopleFile {
  who: Who;
  /** the only customers of the list whom the file has; null: all of them */
  ids: readonly string[] | null;
  ruler: Ruler;
  words: FileWords;
  /** of the shop's currency */
  decimals: number;
}

/** The customers of a list were being counted anew: a file that goes on would mix two days. */
export class ListMoved extends Error {
  override name = 'ListMoved';
}

/**
 * All customers of a list by their id, in parts. Each part is a transaction of its own (`ordersInParts`). A customer is in one part
 * at most, with the values of the moment at which that part was read.
 * @param most customers that a part looks at
 * @throws ListMoved
 */
export async function* peopleInParts(
  shop: ShopId,
  file: PeopleFile,
  most = PART,
): AsyncGenerator<PersonLine[]> {
  let after: string | null = null;
  do {
    const part: Part = await withShop(shop, (tx) => readPart(tx, shop, file, { after, most }));
    yield part.people;
    after = part.last;
  } while (after !== null);
}

interface Part {
  people: PersonLine[];
  /** the last customer that it looked at; null: no customer is left */
  last: string | null;
}

async function readPart(
  tx: Tx,
  shop: ShopId,
  file: PeopleFile,
  { after, most }: { after: string | null; most: number },
): Promise<Part> {
  const list = await openList(tx, shop, file.who, file.ruler);
  if ('missing' in list) throw new ListMoved();
  const { ids } = file;
  const beyond = sql`
    ${after === null ? empty : sql`and person.customer_id > ${after}::bigint`}
    ${ids === null ? empty : sql`and person.customer_id = any(${[...ids]}::bigint[])`}`;
  const [last] = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`
    select customer_id::text as id from ${list.people} person where true ${beyond}
    order by person.customer_id offset ${most - 1}::int limit 1`,
  );
  const upTo = last === undefined ? empty : sql`and person.customer_id <= ${last.id}::bigint`;
  const people = await rows(tx, rowSchema, linesOf(list, file, sql`${beyond} ${upTo}`));
  return { people, last: last?.id ?? null };
}

/** The lines of a list's customers. @param among a further condition over `person`, which begins with `and` */
const linesOf = (list: PeopleList, file: PeopleFile, among: Sql): Sql => sql`
  select ${fileLine(list, file)} as line, person.first_source as source
  from ${list.people} person where ${list.where} ${among} order by person.customer_id`;
