import { join, raw, sql, type Sql, type Tx } from '../../store/db.server';
import { inZoneOf } from '../../store/sql/counted-orders';
import { whatItHas, type BookRules } from '../rollup/book-rules';
import { selectRolesOfPurchases } from '../rollup/purchases.sql';
import { ROLE_COLUMNS, selectRolesOfSummaries, SUMMARY_COLUMNS } from '../rollup/summaries.sql';
import { createAnalyzedTable } from '../step';
import type { CurrentBook } from './current-book.server';
import { concernedIn, isIn, madeBy } from './tried-book.server';

/** Summaries, as rows for `Scope.summaries`. */
interface TriedRoles {
  /** of the customers whose summaries differ: by the roles of now, and by the tried ones */
  known: Sql;
  tried: Sql;
  /** of everyone else */
  others: Sql;
}

/**
 * Makes the summaries of customers by other roles, in tables that are dropped with the transaction. Roles decide a few columns of
 * purchases and summaries: these are made anew, by the book's own expressions, and the rest is the book's. Customers with
 * changes that the book lacks are made whole by both roles, so that the roles alone move them.
 * @param buyers the customers, as `select … customer_id`: at least all whose rows differ
 */
export async function tryRoles(
  tx: Tx,
  { rules, scope }: CurrentBook,
  tried: BookRules,
  buyers: Sql,
): Promise<TriedRoles> {
  const { shop } = scope;
  const { theirs, behind } = await concernedIn(tx, shop, buyers);
  const before = await madeBy(tx, 'known', scope, rules, behind);
  const after = await madeBy(tx, 'tried', scope, tried, behind);

  await tx.query(inZoneOf(tried));
  const purchases = selectRolesOfPurchases(
    tried,
    sql`and customer_id in (select customer_id from ${theirs})`,
  );
  const has = whatItHas(tried);
  const roles = await createAnalyzedTable(
    tx,
    'tried_roles',
    selectRolesOfSummaries({ ...scope, has }, sql`(${purchases}) purchase`),
  );
  await tx.query(sql`set local timezone to default`);

  const ofBook = sql`select * from customer_summaries own where shop_id = ${shop} and not ${isIn(behind)}`;
  const differs = sql`(${columnsOf('own')}) is distinct from (${columnsOf('roles')})`;
  const changed = await createAnalyzedTable(
    tx,
    'tried_summaries_by_roles',
    sql`
    select ${SUMMARY_COLUMNS_OF_BOTH}, ${columnsOf('own', 'known_')}
    from (${ofBook}) own join ${roles} roles on roles.customer_id = own.customer_id where ${differs}`,
  );
  const columns = raw(SUMMARY_COLUMNS);
  return {
    known: sql`(select ${KNOWN_COLUMNS} from ${changed}
      union all select ${columns} from ${before.summaries}) summary`,
    tried: sql`(select ${columns} from ${changed} union all select ${columns} from ${after.summaries}) summary`,
    others: sql`(select ${columns} from (${ofBook}) own where not ${isIn(changed)}) summary`,
  };
}

const NAMES = SUMMARY_COLUMNS.split(', ');
/** A summary's columns: by the tried roles those that roles decide. */
const SUMMARY_COLUMNS_OF_BOTH = join(
  NAMES.map((name) => raw(`${ROLE_COLUMNS.includes(name) ? 'roles' : 'own'}.${name}`)),
);
const KNOWN_COLUMNS = join(
  NAMES.map((name) => raw(ROLE_COLUMNS.includes(name) ? `known_${name} as ${name}` : name)),
);

const columnsOf = (row: 'own' | 'roles', prefix?: string): Sql =>
  join(
    ROLE_COLUMNS.map((name) =>
      raw(`${row}.${name}${prefix === undefined ? '' : ` as ${prefix}${name}`}`),
    ),
  );
