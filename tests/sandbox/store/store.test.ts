import { expect, it } from 'vitest';
import { Store } from './store';

it('reports the first error when SQLite has rolled back by itself, and goes on', () => {
  const store = new Store(':memory:');
  const full = () =>
    store.transaction(() => {
      // as where the disk is full (https://www.sqlite.org/lang_transaction.html)
      store.exec('rollback');
      throw new Error('database or disk is full');
    });
  expect(full).toThrow('database or disk is full');
  expect(store.transaction(() => store.get('select 1 as one'))).toEqual({ one: 1 });
  store.close();
});
