import { Readable } from 'node:stream';
import { mergeStaging } from '../../../app/ingest/merge/merge.server';
import { readPart } from '../../../app/ingest/import/read-part.server';
import type { Filter } from '../../../app/metrics/filter/filter';
import { measureDetail } from '../../../app/metrics/filter/measure-filtered.server';
import {
  nextProductsSchema,
  type NextProducts,
} from '../../../app/metrics/repeat/next-products.sql';
import { takeSnapshot } from '../../../app/metrics/rollup/snapshot.server';
import { metricSettingsSchema, type MetricSettings } from '../../../app/metrics/settings';
import type { Snapshot } from '../../../app/metrics/snapshot';
import { COSTS_BULK } from '../../../app/shopify/documents/costs-bulk';
import { CUSTOMERS_BULK } from '../../../app/shopify/documents/customers-bulk';
import { ORDERS_BULK } from '../../../app/shopify/documents/order-bulk';
import { shopIdSchema, withShop, type ShopId } from '../../../app/store/db.server';
import { analyseBulkQuery } from '../../sandbox/bulk/analyse';
import { compileRoots } from '../../sandbox/bulk/compile';
import { bulkLines } from '../../sandbox/bulk/lines';
import { LocalShopify } from '../../sandbox/local-shopify';
import type { ProductRecord, World } from '../../sandbox/store/records';
import type { TestDatabase } from '../database';
import { productOf } from '../../metrics/books/build';
import type { Book } from '../../metrics/oracle/book';
import {
  DEFAULT_SETTINGS,
  type AnswerFact,
  type OracleSettings,
  type ViewFact,
} from '../../metrics/oracle/settings';

const SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];

/** Settings that no number of the oracle depends on: a page shows the one, the definition of a stage has the others. */
type Constant = 'f2Benchmark' | 'evangelistReferrals' | 'evangelistProducts';

/** The app's settings for the oracle's: a setting that is missing here does not compile. */
function appSettings(settings: OracleSettings): MetricSettings {
  const { retention } = settings;
  return metricSettingsSchema.parse({
    counting: settings.counting,
    revenueBasis: settings.revenueBasis,
    minimumDiscount: settings.minimumDiscountPercent / 100,
    lapseDays: settings.lapseDays,
    durationDays: settings.durationDays,
    newcomersFrom: settings.newcomersFrom,
    defaultMargin: settings.defaultMargin,
    orderCost: settings.orderCost,
    healthAmount: settings.healthLine.revenue,
    healthPurchases: settings.healthLine.purchases,
    healthYearAmount: settings.healthYear.revenue,
    healthRepeaters: settings.healthYear.repeaters,
    followerTags: settings.followerTags,
    eventTags: settings.eventTags,
    loyalPurchases: settings.loyalPurchases,
    minimumContractOrders: settings.fanClubMinimum,
    retention: retention && {
      systemsPerMonth: retention.systems,
      peoplePerMonth: retention.people * retention.costOfOne,
      customers: retention.customers,
    },
  } satisfies Record<Exclude<keyof MetricSettings, Constant>, unknown>);
}

/** The world of a book for the local Shopify. */
export function worldOf(book: Book, domain: string): World {
  return {
    shop: {
      domain,
      id: 1,
      name: book.name,
      currencyCode: book.currency,
      ianaTimezone: book.timezone,
      primaryLocale: 'ja',
      createdAt: '2015-01-01T00:00:00Z',
      taxesIncluded: true,
      planName: 'Basic',
    },
    products: () => [...book.products, ...unlisted(book)],
    customers: () => book.customers,
    orders: () => book.orders,
  };
}

/** Products of the book's lines that the book does not describe: Shopify has every product that it names. */
function unlisted(book: Book): ProductRecord[] {
  const listed = new Set(book.products.map(({ id }) => id));
  const variants = new Map<number, Set<number>>();
  for (const { productId, variantId } of book.orders.flatMap(({ lines }) => lines)) {
    if (productId === null || listed.has(productId)) continue;
    const own = variants.get(productId) ?? new Set();
    if (variantId !== null) own.add(variantId);
    variants.set(productId, own);
  }
  return [...variants].map(([id, own]) => {
    const product = productOf(id);
    const [variant] = product.variants;
    if (variant === undefined) throw new Error('a product without a variant');
    return { ...product, variants: [...own].map((variantId) => ({ ...variant, id: variantId })) };
  });
}

let made = 0;

/** A shop of the app with the book's facts, read by the app's own bulk queries and merge. */
export async function shopWith(
  database: TestDatabase,
  book: Book,
  partial: Partial<OracleSettings> = {},
): Promise<ShopId> {
  return await shopOf(database, worldOf(book, `book-${++made}.myshopify.com`), partial);
}

/** The same for any world of the local Shopify. */
export async function shopOf(
  database: TestDatabase,
  world: World,
  partial: Partial<OracleSettings> = {},
): Promise<ShopId> {
  const settings = { ...DEFAULT_SETTINGS, ...partial };
  const { domain, currencyCode, ianaTimezone } = world.shop;
  const [row] = await database.query(
    `insert into shops (domain, currency, timezone, scopes, settings, installed_at)
     values ($1, $2, $3, '{}', $4, $5) returning id`,
    [domain, currencyCode, ianaTimezone, { metrics: appSettings(settings) }, new Date()],
  );
  const shop = shopIdSchema.parse(row?.id);
  await writeRelations(database, shop, settings);
  await importWorld(shop, world, settings.installedOn ?? '1990-01-01');
  return shop;
}

async function importWorld(shop: ShopId, world: World, today: string): Promise<void> {
  const { domain } = world.shop;
  const shopify = await LocalShopify.open({ path: ':memory:' });
  try {
    await shopify.addShop(world);
    shopify.install(domain, { scopes: SCOPES });
    for (const [part, { text }] of [
      ['costs', COSTS_BULK],
      ['customers', CUSTOMERS_BULK],
      ['orders', ORDERS_BULK],
    ] as const)
      await readPart(shop, 1, part, Readable.from(resultOf(shopify, domain, text)));
    await withShop(shop, (tx) => mergeStaging(tx, shop, 1, today));
  } finally {
    await shopify.close();
  }
}

/** The JSONL of a bulk query, as the local Shopify writes it. */
export function* resultOf(shopify: LocalShopify, domain: string, text: string): Generator<string> {
  const query = analyseBulkQuery(text);
  if (Array.isArray(query)) throw new Error(query.map(({ message }) => message).join('; '));
  const roots = compileRoots(query.operation.selectionSet, query.checked.fragments);
  const row = shopify.store.shop(domain);
  if (row === undefined || row === null) throw new Error(`no shop ${domain}`);
  for (const line of bulkLines(roots, shopify.contextOf(row), false)) yield `${line.text}\n`;
}

/** One statement each: ids order the answers of one instant. */
async function writeAnswers(
  database: TestDatabase,
  shop: ShopId,
  { answers, views }: OracleSettings,
): Promise<void> {
  const columns = 'order_id bigint, customer_id bigint, visitor text, source text';
  const who = 'order_id, customer_id, visitor, source';
  await database.query(
    `insert into survey_answers (shop_id, ${who}, score, reason, reason_edition, answered_at, changed_at, language)
     select $1, ${who}, score, reason, coalesce(edition, 1), at, at, 'en'
     from jsonb_to_recordset($2) as fact(${columns}, score int, reason text, edition int, at timestamptz)`,
    [shop, JSON.stringify(answers.map((answer) => ({ ...answer, ...whoOf(answer) })))],
  );
  await database.query(
    `insert into survey_views (shop_id, ${who}, shown_at, dismissed_at)
     select $1, ${who}, at, "dismissedAt"
     from jsonb_to_recordset($2) as fact(${columns}, at timestamptz, "dismissedAt" timestamptz)`,
    [shop, JSON.stringify(views.map((view) => ({ ...view, ...whoOf(view) })))],
  );
}

const whoOf = ({ orderId, customerId, visitor, source = 'thank_you' }: AnswerFact | ViewFact) => ({
  order_id: orderId,
  customer_id: customerId,
  visitor,
  source,
});

async function writeRelations(
  database: TestDatabase,
  shop: ShopId,
  settings: OracleSettings,
): Promise<void> {
  for (const [product, role] of Object.entries(settings.productRoles))
    await database.query('insert into product_roles values ($1, $2, $3)', [shop, product, role]);
  await writeAnswers(database, shop, settings);
  for (const [at, brought] of settings.brought.entries())
    await database.query('insert into referrals values ($1, $2, $3, $4)', [
      shop,
      900_000_000 + at,
      brought.customerId,
      brought.at,
    ]);
  for (const { product, variant, from, cost } of settings.unitCosts)
    await database.query(
      `insert into own_unit_costs values ($1, $2, $3, coalesce($4::date, '-infinity'), $5)`,
      [shop, product, variant ?? 0, from, cost],
    );
  for (const [at, { month, spend }] of settings.advertising.entries())
    await database.query('insert into advertising_spend values ($1, $2, $3, $4)', [
      shop,
      `${month}-01`,
      `channel ${at}`,
      spend,
    ]);
}

/** Every number of the shop as of a day: the app's own snapshot, and what was bought next, which is counted by itself. */
export async function measured(shop: ShopId, asOf: string): Promise<Snapshot & NextProducts> {
  const snapshot = await takeSnapshot(shop, asOf, new Date(`${asOf}T12:00:00Z`));
  return { ...snapshot, ...(await measuredNext(shop, {}, snapshot)) };
}

/** What newcomers bought next, of the customers whom a filter chooses. @param base the shop's own numbers of the day */
export async function measuredNext(
  shop: ShopId,
  filter: Filter,
  base: Snapshot,
): Promise<NextProducts> {
  const now = new Date(`${base.asOf}T12:00:00Z`);
  return nextProductsSchema.parse(await measureDetail(shop, 'nextProducts', filter, base, now));
}
