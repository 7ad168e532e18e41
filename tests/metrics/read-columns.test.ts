import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { READ_COLUMNS } from '../../app/store/sql/read-columns';
import { type ShopId } from '../../app/store/db.server';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { shopOf } from '../support/numbers/measure';
import { giveAnswers } from './some-answers';

const db = await database();
const NOW = new Date('2026-10-15T03:00:00Z');
let shop: ShopId;
beforeAll(async () => {
  shop = await shopOf(db, youngShop({ until: NOW }), {
    productRoles: {},
    minimumDiscountPercent: 5,
  });
  await giveAnswers(db, shop);
});

/** Columns of orders that no metric reads: they identify a row. */
const UNREAD = [
  ...['shop_id', 'id', 'updated_at', 'source_name', 'confirmation_hash'],
  ...['attribution', 'visits_ready', 'first_visit', 'last_visit'],
];

describe('the columns of orders that metrics read', () => {
  it('and the unread ones are all columns of the table', async () => {
    const columns = await db.query(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = 'orders'`,
    );
    expect([...READ_COLUMNS, ...UNREAD].sort()).toEqual(columns.map(({ name }) => name).sort());
  });

  it('are exactly those in the SQL of the metrics', async () => {
    const texts: string[] = [];
    const query = pg.Client.prototype.query;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      if (typeof args[0] === 'string') texts.push(args[0]);
      return Reflect.apply(query, this, args);
    } as typeof query;
    try {
      for (const revenueBasis of ['net', 'withTax']) {
        await db.query(
          `update shops set settings = jsonb_set(settings, '{metrics,revenueBasis}', to_jsonb($1::text))`,
          [revenueBasis],
        );
        await takeSnapshot(shop, null, NOW);
      }
    } finally {
      pg.Client.prototype.query = query;
    }
    // the name of a tag is not the column of orders
    const about = texts.filter((text) => /\borders\b/.test(text)).join('\n');
    const named = (column: string) =>
      new RegExp(`\\b${column}\\b`).test(about.replaceAll('tag(name, since) where name', ''));
    expect(READ_COLUMNS.filter((column) => !named(column))).toEqual([]);
    expect(UNREAD.slice(2).filter(named)).toEqual([]);
  });
});
