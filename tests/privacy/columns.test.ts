import { describe, expect, it } from 'vitest';
import { catalog } from '../../app/queue/catalog';
import { PERSONAL_COLUMNS } from '../../app/privacy/personal-columns';
import { database } from '../support/database';

const db = await database();

/** Columns with ids of customers or orders that are erased by statements of their own. */
const ELSEWHERE: Record<string, string> = {
  'privacy_requests.customer_id': 'a request keeps its dates; its ids and its file are deleted',
  'privacy_requests.order_ids': 'a request keeps its dates; its ids and its file are deleted',
};

/** Tables in which the id of a row is the id of a customer or an order. */
const OWN_IDS = ['customers', 'orders', 'reread_requests'];

describe('the list of columns that are erased with a customer', () => {
  it('names every column of every table that identifies the person of a row', async () => {
    const columns = await db.query(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and (column_name ~ '(^|_)(customer|order|subject)_ids?$'
         or (column_name = 'id' and table_name = any($1)))`,
      [OWN_IDS],
    );
    const listed = PERSONAL_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    const known = new Set([...listed, ...Object.keys(ELSEWHERE)]);
    expect(columns.map(({ name }) => String(name)).filter((name) => !known.has(name))).toEqual([]);
  });

  it('names only existing columns', async () => {
    for (const { table, column, where } of PERSONAL_COLUMNS)
      await db.query(`select ${column} from ${table} where ${where ?? 'true'} limit 0`);
  });
});

describe('the queue', () => {
  it('never has an id of a customer or an order: a payload has a shop, a day or a row id of the app', () => {
    const fields = Object.values(catalog).flatMap(({ payload }) => Object.keys(payload.shape));
    const known = [
      'shopId',
      'domain',
      'why',
      'asOf',
      'requestId',
      'before',
      'kind',
      'span',
      'slice',
    ];
    expect([...new Set(fields)].filter((field) => !known.includes(field))).toEqual([]);
  });
});

describe('the database', () => {
  it('has columns for names, addresses or telephone numbers only in the table of sessions, and they are empty', async () => {
    const columns = await db.query(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and column_name ~ '(first|last|full|display)_?name|e?mail$|phone|address|city|zip|postal|birth'`,
    );
    expect(columns.map(({ name }) => name).sort()).toEqual([
      'sessions.email',
      'sessions.first_name',
      'sessions.last_name',
    ]);
  });
});
