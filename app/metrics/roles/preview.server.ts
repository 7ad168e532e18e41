import { z } from 'zod';
import { raw, rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { isBusy } from '../../store/database/busy';
import { inZoneOf } from '../../store/sql/counted-orders';
import { STAGES, type Stage } from '../../terms/stages';
import type { ProductRole } from '../../terms/product-roles';
import { collectAnswers } from '../nps/answers/answers.sql';
import { integer } from '../number';
import { readRules } from '../rollup/book.server';
import { fingerprint, whatItHas, type BookRules } from '../rollup/book-rules';
import { selectPurchases } from '../rollup/purchases.sql';
import { readShop, scopeOf } from '../rollup/snapshot.server';
import { selectSubscribers, selectSummaries } from '../rollup/summaries.sql';
import type { Scope } from '../scope';
import { stageFacts, stageRule, SUBSCRIBER } from '../stages/stage-rules';
import { nameOf } from '../stages/stages.sql';
import { createTable } from '../step';

/** What other roles would do to the stages of today. */
export interface RolesPreview {
  /** customers on each stage, lowest first */
  stages: { stage: Stage; before: number; after: number }[];
  /** customers who would be on another stage, most customers first */
  moves: { from: Stage; to: Stage; customers: number }[];
  up: number;
  down: number;
}

/** Roles by product id; null: none. */
type Draft = Readonly<Record<string, ProductRole | null>>;

/**
 * counting: the shop's numbers are not counted yet, or are being counted again by other rules. slow: the database would
 * take too long for a page.
 */
export type Unpreviewed = 'counting' | 'slow';

/**
 * Counts whom other roles of products would move, exact to the person and by the code of the book and of the stages. It
 * makes the purchases of the customers who bought a product whose role changes once as they are and once as they would
 * be, in tables that are dropped with the transaction; everyone else stays where they are.
 * @param draft the roles to try; other products keep theirs
 */
export async function previewRoles(
  shop: ShopId,
  draft: Draft,
): Promise<RolesPreview | Unpreviewed> {
  try {
    return await countMoved(shop, draft);
  } catch (error) {
    if (isBusy(error)) return 'slow';
    throw error;
  }
}

async function countMoved(shop: ShopId, draft: Draft): Promise<RolesPreview | 'counting'> {
  const { base } = await readShop(shop);
  return await withShop(shop, async (tx) => {
    const book = await readBook(tx, shop);
    if (book === null) return 'counting';
    const known = await readRules(tx, scopeOf(base, book.asOf, NOTHING));
    if (fingerprint(known) !== book.fingerprint) return 'counting';
    const drafted = withRoles(known, draft);
    const changed = [
      ...differing(known.trialProducts, drafted.trialProducts),
      ...differing(known.upsellProducts, drafted.upsellProducts),
    ];
    const scope = scopeOf(base, book.asOf, whatItHas(known));
    await tx.query(sql`set local work_mem = '96MB'`);
    const theirs = await createTable(tx, 'affected', buyersOf(shop, changed));
    await tx.query(sql`analyze ${theirs}`);
    const answers = await collectAnswers(tx, scope);
    if (known.hasSubscriptions) await createTable(tx, SUBSCRIBER, selectSubscribers(scope));
    const staged = async (name: string, rules: BookRules) =>
      await stagesBy(tx, name, { ...scope, has: whatItHas(rules), answers }, rules, theirs);
    const [now, then] = [await staged('known', known), await staged('drafted', drafted)];
    const moves = await rows(
      tx,
      movesSchema,
      sql`
      select known.stage as "from", drafted.stage as "to", count(*)::int as customers
      from ${now} known join ${then} drafted using (customer_id)
      group by 1, 2 order by customers desc, 1, 2`,
    );
    const staying = await rows(
      tx,
      stayingSchema,
      sql`
      select ${stageRule({ ...scope, answers }, 'now')} as stage, count(*)::int as customers
      from ${stageFacts({ ...scope, answers, summaries: othersThan(theirs, scope) })} group by 1`,
    );
    return previewOf(moves, staying);
  });
}

const stage = integer.min(1).max(STAGES.length);
const movesSchema = z.object({ from: stage, to: stage, customers: integer });
const stayingSchema = z.object({ stage, customers: integer });

const NOTHING = { subscriptions: false, trials: false, upsells: false };

/** The book that the shop's numbers are counted from; null where it is none of the shop's orders of now. */
async function readBook(tx: Tx, shop: ShopId) {
  const [book] = await rows(
    tx,
    z.object({ fingerprint: z.string(), asOf: z.string() }),
    sql`
    select fingerprint, as_of::text as "asOf" from books join shops on shops.id = books.shop_id
    where shop_id = ${shop} and books.facts_version = shops.facts_version`,
  );
  return book ?? null;
}

function withRoles(rules: BookRules, draft: Draft): BookRules {
  const set = (products: readonly string[], roles: readonly ProductRole[]) => {
    const kept = products.filter((product) => !Object.hasOwn(draft, product));
    const given = Object.entries(draft).flatMap(([product, role]) =>
      role !== null && roles.includes(role) ? [product] : [],
    );
    return [...kept, ...given];
  };
  return {
    ...rules,
    trialProducts: set(rules.trialProducts, ['trial']),
    upsellProducts: set(rules.upsellProducts, ['backEnd', 'crossSell']),
  };
}

/** The products that are in one of the lists alone. */
function differing(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...before.filter((product) => !after.includes(product)),
    ...after.filter((product) => !before.includes(product)),
  ];
}

const buyersOf = (shop: ShopId, products: readonly string[]): Sql =>
  sql`select distinct customer_id from orders
    where shop_id = ${shop} and customer_id is not null and product_ids && ${[...products]}::bigint[]`;

const isOf = (customers: Sql): Sql => sql`customer_id in (select customer_id from ${customers})`;

const othersThan = (customers: Sql, { shop }: Scope): Sql =>
  sql`(select * from customer_summaries own where shop_id = ${shop}
    and not exists (select from ${customers} theirs where theirs.customer_id = own.customer_id)) summary`;

/** Makes the table of some customers' stages by the rules of a book. */
async function stagesBy(
  tx: Tx,
  name: string,
  scope: Scope,
  rules: BookRules,
  customers: Sql,
): Promise<Sql> {
  await tx.query(inZoneOf(rules));
  const bought = await createTable(
    tx,
    `${name}_purchases`,
    selectPurchases(rules, sql`and ${isOf(customers)}`),
  );
  await tx.query(sql`set local timezone to default`);
  const summaries = await createTable(
    tx,
    `${name}_summaries`,
    selectSummaries(scope, undefined, bought),
  );
  await tx.query(raw(`analyze ${name}_summaries`));
  return await createTable(
    tx,
    `${name}_stages`,
    sql`select fact.customer_id, ${stageRule(scope, 'now')} as stage
      from ${stageFacts({ ...scope, summaries: sql`${summaries} summary` })}`,
  );
}

function previewOf(
  moved: readonly z.output<typeof movesSchema>[],
  staying: readonly z.output<typeof stayingSchema>[],
): RolesPreview {
  const sum = (all: readonly { customers: number }[]) =>
    all.reduce((total, { customers }) => total + customers, 0);
  const moves = moved.filter(({ from, to }) => from !== to);
  return {
    stages: STAGES.map((name, at) => {
      const stays = sum(staying.filter((one) => one.stage === at + 1));
      return {
        stage: name,
        before: stays + sum(moved.filter(({ from }) => from === at + 1)),
        after: stays + sum(moved.filter(({ to }) => to === at + 1)),
      };
    }),
    moves: moves.map(({ from, to, customers }) => ({
      from: nameOf(from),
      to: nameOf(to),
      customers,
    })),
    up: sum(moves.filter(({ from, to }) => to > from)),
    down: sum(moves.filter(({ from, to }) => to < from)),
  };
}
