import type { TestDatabase } from '../database';

const TABLES = ['orders', 'lines', 'customers', 'products', 'variants', 'costs'] as const;

/** The app's rows of a shop's facts, one text a row, sorted: equal facts are equal texts. */
export type Facts = Record<(typeof TABLES)[number], string[]>;

/** Columns in the order of the texts. */
const COLUMNS: Record<keyof Facts, string> = {
  orders: `id, name, processed_at, updated_at, cancelled_at, customer_id, test, financial_status, currency,
    taxes_included, source_name, subtotal_shop_amount, current_subtotal_shop_amount, refund_discrepancy_shop_amount,
    kept_quantity, has_gift_card, has_selling_plan, discounted, goods_list_shop_amount, goods_discount_shop_amount,
    gift_card_shop_amount, gift_card_kept_shop_amount, tax_kept_shop_amount, cost_shop_amount, costed_shop_amount,
    costed_tax_shop_amount, lines_shop_amount, product_ids, confirmation_hash is not null`,
  lines: `order_id, id, product_id, variant_id, selling_plan_id, quantity, kept_quantity, gift_card, discounted,
    list_shop_amount, discount_shop_amount, tax_shop_amount, unit_cost_shop_amount`,
  customers: `id, updated_at, number_of_orders, email_state, email_state_at, sms_state, sms_state_at, tags, rfm_group,
    data_sale_opt_out`,
  products: 'id, title',
  variants: 'id, product_id, title, sku',
  costs: 'variant_id, unit_cost_shop_amount',
};

const RELATIONS: Record<keyof Facts, string> = {
  orders: 'orders',
  lines: 'order_lines',
  customers: 'customers',
  products: 'products',
  variants: 'variants',
  costs: 'variant_costs',
};

/** The shop's facts in the database. */
export async function factsOf(db: Pick<TestDatabase, 'pool'>, shop: number): Promise<Facts> {
  const read = async (table: keyof Facts): Promise<string[]> => {
    const { rows } = await db.pool.query<unknown[]>({
      text: `select ${COLUMNS[table]} from ${RELATIONS[table]} where shop_id = $1`,
      values: [shop],
      rowMode: 'array',
    });
    return rows.map(rowText).sort();
  };
  return {
    orders: await read('orders'),
    lines: await read('lines'),
    customers: await read('customers'),
    products: await read('products'),
    variants: await read('variants'),
    costs: await read('costs'),
  };
}

/** The version of each row in the database: a row that is not written again keeps it. */
export async function versionsOf(db: TestDatabase, shop: number): Promise<string[]> {
  const all = await Promise.all(
    Object.values(RELATIONS).map((relation) =>
      db.query(`select ctid::text || xmin::text as version from ${relation} where shop_id = $1`, [
        shop,
      ]),
    ),
  );
  return all.flatMap((rows, at) => rows.map(({ version }) => `${at} ${String(version)}`)).sort();
}

/** One row as text. Amounts lose their trailing zeros, times their fractions of a second. */
export function rowText(row: readonly unknown[]): string {
  return row.map(cellText).join(' | ');
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (Array.isArray(value)) return value.map(String).sort().join('+');
  if (typeof value === 'object') return Object.keys(value).sort().join('+');
  const text = String(value);
  return /^-?\d+\.\d+$/.test(text) ? String(Number(Number(text).toFixed(4))) : text;
}

/** Names a few different rows of each table; empty if the facts are the same. */
export function differences(expected: Facts, found: Facts): string[] {
  return TABLES.flatMap((table) => {
    const wanted = new Set(expected[table]);
    const there = new Set(found[table]);
    const sizes = [expected[table].length, found[table].length];
    return [
      ...(sizes[0] === sizes[1] ? [] : [`${table}: ${sizes[1]} rows, expected ${sizes[0]}`]),
      ...[...wanted]
        .filter((row) => !there.has(row))
        .slice(0, 3)
        .map((row) => `- ${row}`),
      ...[...there]
        .filter((row) => !wanted.has(row))
        .slice(0, 3)
        .map((row) => `+ ${row}`),
    ];
  });
}
