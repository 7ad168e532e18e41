import { sql, type ShopId, type Sql } from '../../store/db.server';
import type { ProductRole } from '../../terms/product-roles';
import { STAGES, type Stage } from '../../terms/stages';
import { whatItHas, type BookRules } from '../rollup/book-rules';
import { hasSome } from '../rollup/purchases.sql';
import { onCurrentBook, type CurrentBook, type Unpreviewed } from './current-book.server';
import { customerShares, type CustomerShare } from './customer-shares';
import { movesOf, type Moves, type Shift } from './moves';
import { stageShifts, stagesThatStay, withStageFacts } from './stage-moves.server';
import { tryRoles } from './tried-roles.server';
import type { IsWanted } from './within-limit.server';

/** Roles by product id; null: none. */
type Draft = Readonly<Record<string, ProductRole | null>>;

/**
 * Counts whom other roles of products would move to another stage, exact to the person and by the code of the book and of
 * the stages. The customers who bought a product whose role changes are counted by both rules; everyone else stays where
 * they are.
 * @param draft the roles to try; other products keep theirs
 */
export async function previewRoles(
  shop: ShopId,
  draft: Draft,
  isWanted: IsWanted = () => true,
): Promise<Moves<Stage> | Unpreviewed> {
  return await onCurrentBook(shop, isWanted, async (tx, book, aside) => {
    const tried = withRoles(book.rules, draft);
    const changed = [
      ...differing(book.rules.trialProducts, tried.trialProducts),
      ...differing(book.rules.upsellProducts, tried.upsellProducts),
    ];
    const shifts = await Promise.all(
      customerShares(tx, aside).map((share) => shiftsOf(share, book, tried, changed)),
    );
    return movesOf(STAGES, shifts.flat());
  });
}

/** The stages of a share of the customers now, and with the tried roles. */
async function shiftsOf(
  { tx, of }: CustomerShare,
  book: CurrentBook,
  tried: BookRules,
  changed: readonly string[],
): Promise<Shift<Stage>[]> {
  const own = await tryRoles(tx, book, tried, buyersOf(book.rules.shop, of, changed));
  const scope = await withStageFacts(tx, book.scope);
  return [
    ...(await stageShifts(
      tx,
      { ...scope, summaries: own.known },
      { ...scope, has: whatItHas(tried), summaries: own.tried },
    )),
    ...(await stagesThatStay(tx, { ...scope, summaries: of(own.others) })),
  ];
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

/** Those of a share. Offset 0 has PostgreSQL compare the products of the share's orders alone. */
const buyersOf = (shop: ShopId, of: CustomerShare['of'], products: readonly string[]): Sql => {
  const bought = sql`(select customer_id, product_ids from orders where shop_id = ${shop} and customer_id is not null) bought`;
  return sql`
    select distinct customer_id from (select * from ${of(bought)} offset 0) bought
    where ${hasSome(products)}`;
};
