import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { join, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { leftOutReason, onDiscount } from '../../store/sql/counted-orders';
import { SEGMENTS } from '../../terms/segments';
import { STAGES, type Stage } from '../../terms/stages';
import { daysBetween } from '../calendar';
import { integer } from '../number';
import { readCustomerTotals } from '../orders/customer-totals.sql';
import { stateAfter, type State } from '../orders/silence';
import { WITH_RENEWALS } from '../repeat/columns';
import type { BookRules } from '../rollup/book-rules';
import { withCustomers } from '../rollup/snapshot.server';
import { countingRules, type Scope } from '../scope';
import { segmentRule } from '../segments/segments.sql';
import { onCurrentBook, type CurrentBook, type Unpreviewed } from './current-book.server';
import { figuresOf, movesFigures, type RuleFigures } from './figures.server';
import { customerShares, type CustomerShare } from './customer-shares';
import { movesOf, type Moves, type Shift } from './moves';
import type { RuleSettings } from './rule-settings';
import { stageShifts, stageShiftsOfSameFacts, withStageFacts } from './stage-moves.server';
import { tryRules, type TriedBook } from './tried-book.server';
import type { IsWanted } from './within-limit.server';

type Segment = (typeof SEGMENTS)[number];

/** What other rules would do; null: nothing that these settings could move. */
export interface RulesPreview {
  stages: Moves<Stage> | null;
  segments: Moves<Segment> | null;
  /** up: from lapsed towards active */
  states: Moves<State> | null;
  figures: { now: RuleFigures; then: RuleFigures } | null;
}

type Name = keyof RuleSettings;

/** What a setting moves besides figures. */
const MOVES: Record<Name, readonly ('stages' | 'segments' | 'states')[]> = {
  counting: ['stages', 'segments', 'states'],
  minimumDiscount: ['segments'],
  lapseDays: ['states'],
  durationDays: [],
  newcomersFrom: [],
  healthAmount: [],
  healthPurchases: [],
  loyalPurchases: ['stages'],
  minimumContractOrders: ['stages'],
  evangelistReferrals: ['stages'],
  evangelistProducts: ['stages'],
  followerTags: ['stages'],
  eventTags: ['stages'],
};

const NAMES = Object.keys(MOVES) as Name[];
const STATES: readonly State[] = ['lapsed', 'atRisk', 'active'];

/**
 * Counts whom other rules would move, exact to the person, and what the numbers would be: by the statements and steps of the
 * book and of the snapshot alone, so that the next count says the same.
 * @param draft the settings to try; others stay. A tag that is named anew counts where it is known: which customers carry it
 *   is read from Shopify once it is saved
 */
export async function previewRules(
  shop: ShopId,
  draft: Partial<RuleSettings>,
  isWanted: IsWanted = () => true,
): Promise<RulesPreview | Unpreviewed> {
  return await onCurrentBook(shop, isWanted, async (tx, book, aside) => {
    const { scope, rules, windowStart } = book;
    const settings = { ...scope.settings, ...draft };
    const changed = NAMES.filter(
      (name) => !isDeepStrictEqual(settings[name], scope.settings[name]),
    );
    const moves = (what: 'stages' | 'segments' | 'states') =>
      changed.some((name) => MOVES[name].includes(what));
    const triedRules = { ...rules, settings };
    // another discount moves segments alone
    const tried = changed.includes('counting')
      ? await triedOn([tx, aside], book, triedRules)
      : null;
    const [now, then] = scopes(scope, settings, tried);
    const counted = tried?.isBehind === true ? null : book.counted;
    const shares = customerShares(tx, aside);
    const shifts = async <G extends string>(
      groups: readonly G[],
      of: (share: CustomerShare) => Promise<Shift<G>[]>,
    ) => movesOf(groups, (await Promise.all(shares.map(of))).flat());
    const counting = {
      figures:
        movesFigures(changed) || moves('states')
          ? figuresOf({ first: tx, second: aside }, now, then, changed, windowStart, counted)
          : null,
      stages: moves('stages')
        ? shifts(STAGES, (share) => shiftsOfStages(share, now, then, tried, changed))
        : null,
      segments: moves('segments')
        ? shifts(SEGMENTS, (share) => shiftsOfSegments(share, book, triedRules, tried))
        : null,
    };
    // all of them end before the transaction does, also where one fails
    await Promise.allSettled(Object.values(counting).filter((own) => own !== null));
    const figures = await counting.figures;
    return {
      ...{ stages: await counting.stages, segments: await counting.segments, figures },
      states:
        moves('states') && figures !== null
          ? movesOf(STATES, await shiftsOfStates(tx, now, figures))
          : null,
    };
  });
}

/** The book by other rules, on each connection. */
async function triedOn(
  connections: readonly Tx[],
  book: CurrentBook,
  tried: BookRules,
): Promise<TriedBook | null> {
  const customers = concerned(book, tried);
  const made = [...new Set(connections)].map((tx) => tryRules(tx, book, tried, customers));
  const [same = null] = await Promise.all(made);
  return same;
}

/** The scope of all customers with the rules of now, and with the tried ones. */
function scopes(
  scope: Scope,
  settings: Scope['settings'],
  tried: TriedBook | null,
): [now: Scope, then: Scope] {
  if (tried === null) return [scope, withCustomers({ ...scope, settings }, scope.summaries)];
  const all = (summaries: Sql) =>
    sql`(select * from ${summaries} union all select * from ${tried.others}) summary`;
  return [
    withCustomers(scope, all(tried.known)),
    withCustomers({ ...scope, settings, purchases: tried.purchases }, all(tried.tried)),
  ];
}

/**
 * The customers whose purchases other rules of the book may change. One counted order is one purchase, whatever its
 * discount, and one purchase is first-time: these customers stand where they stood. By day and by order the purchases of a
 * customer differ alone where two orders are of one day. Of a discount only those are concerned whose every counted order is one by
 * the wider rule. Customers with changes that the book lacks may be all of these.
 */
function concerned({ scope, rules }: CurrentBook, tried: BookRules): Sql {
  const { shop } = scope;
  const several = sql`select customer_id from customer_summaries where shop_id = ${shop} and orders > 1`;
  const parts = [
    sql`${several} and customer_id in (select customer_id from dirty_customers where shop_id = ${shop})`,
  ];
  const [now, then] = [rules.settings, tried.settings];
  if (now.counting !== then.counting)
    parts.push(
      sql`select customer_id from purchases
        where shop_id = ${shop} and ${now.counting === 'day' ? sql`orders > 1` : sql`gap = 0`}`,
    );
  // the book knows who is on sale by its own rule
  if (now.minimumDiscount < then.minimumDiscount) parts.push(sql`${several} and discounted_only`);
  if (now.minimumDiscount > then.minimumDiscount) {
    const counting = { ...countingRules(scope), minimumDiscount: then.minimumDiscount };
    parts.push(sql`
      select customer_id from orders
      where shop_id = ${shop} and customer_id is not null and ${leftOutReason(counting)} = ''
      group by customer_id having count(*) > 1 and bool_and(${onDiscount(counting)})`);
  }
  return join(parts, ' union ');
}

/** Of customers whom other rules of the book concern, each reads their own facts; of the others, both read the book's. */
async function shiftsOfStages(
  { tx, of }: CustomerShare,
  now: Scope,
  then: Scope,
  tried: TriedBook | null,
  changed: readonly Name[],
): Promise<Shift<Stage>[]> {
  const { answers } = await withStageFacts(tx, now);
  const over = (scope: Scope, summaries: Sql): Scope => ({ ...scope, answers, summaries });
  const tags = changed.includes('followerTags') || changed.includes('eventTags');
  const read = tags ? stageShifts : stageShiftsOfSameFacts;
  const others = of(tried?.others ?? now.summaries);
  return [
    ...(await read(tx, over(now, others), over(then, others))),
    ...(tried === null
      ? []
      : await stageShifts(tx, over(now, of(tried.known)), over(then, of(tried.tried)))),
  ];
}

async function shiftsOfSegments(
  { tx, of }: CustomerShare,
  book: CurrentBook,
  triedRules: BookRules,
  ofBoth: TriedBook | null,
): Promise<Shift<Segment>[]> {
  const customers = of(sql`(${concerned(book, triedRules)}) concerned`);
  const tried =
    ofBoth ?? (await tryRules(tx, book, triedRules, sql`select customer_id from ${customers}`));
  const segment = z.enum(SEGMENTS);
  const by = (summaries: Sql) =>
    sql`select customer_id, ${segmentRule} as segment from ${of(summaries)}`;
  const parts = [
    sql`select known.segment as "from", tried.segment as "to"
      from (${by(tried.known)}) known join (${by(tried.tried)}) tried using (customer_id)`,
    sql`select segment, segment from (${by(tried.others)}) own`,
  ];
  return await rows(
    tx,
    z.object({ from: segment, to: segment, customers: integer }),
    sql`
    select "from", "to", count(*)::int as customers from (${join(parts, ' union all ')}) shift group by 1, 2`,
  );
}

/** A day's last purchase is the same however purchases are counted: the windows alone move states. */
async function shiftsOfStates(
  tx: Tx,
  now: Scope,
  figures: { now: RuleFigures; then: RuleFigures },
): Promise<Shift<State>[]> {
  const totals = await readCustomerTotals(tx, now.summaries, WITH_RENEWALS);
  return totals.map(({ lastDay, customers }) => {
    const silent = daysBetween(lastDay, now.asOf);
    return {
      from: stateAfter(silent, figures.now.lapseDays),
      to: stateAfter(silent, figures.then.lapseDays),
      customers,
    };
  });
}
