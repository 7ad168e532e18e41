import { sql, type ShopId, type Sql } from '../../store/db.server';
import type { ProductRole } from '../../terms/product-roles';
import { STAGES, type Stage } from '../../terms/stages';
import { whatItHas, type BookRules } from '../rollup/book-rules';
import { onCurrentBook, type Unpreviewed } from './current-book.server';
import { movesOf, type Moves } from './moves';
import { stageShifts, stageShiftsOfSameFacts, withStageFacts } from './stage-moves.server';
import { tryRules } from './tried-book.server';

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
  signal?: AbortSignal,
): Promise<Moves<Stage> | Unpreviewed> {
  return await onCurrentBook(shop, signal, async (tx, book) => {
    const { rules } = book;
    const tried = withRoles(rules, draft);
    const changed = [
      ...differing(rules.trialProducts, tried.trialProducts),
      ...differing(rules.upsellProducts, tried.upsellProducts),
    ];
    const { known, tried: then, others } = await tryRules(tx, book, tried, buyersOf(shop, changed));
    const scope = await withStageFacts(tx, book.scope);
    const ofOthers = { ...scope, summaries: others };
    return movesOf(STAGES, [
      ...(await stageShifts(
        tx,
        { ...scope, summaries: known },
        { ...scope, has: whatItHas(tried), summaries: then },
      )),
      ...(await stageShiftsOfSameFacts(tx, ofOthers, ofOthers)),
    ]);
  });
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
