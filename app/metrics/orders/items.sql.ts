import { z } from 'zod';
import { one, sql } from '../../store/db.server';
import { kinds } from '../kinds';
import { money, ratio } from '../number';
import { slice } from '../step';
import { orders } from './orders.sql';

export const averageItemsPerOrder = slice({
  name: 'averageItemsPerOrder',
  on: 'first',
  needs: { orders },
  numbers: {
    /** quantity of goods kept per counted order, without gift cards and tips; null without orders (README.md section 1) */
    averageItemsPerOrder: kinds.mean.nullable(),
  },
  run: async ({ tx, scope }, { orders: { orders } }) => {
    const { items } = await one(
      tx,
      z.object({ items: money }),
      sql`
      select coalesce(sum(items), 0)::text as items from ${scope.dayBooks} where reason = ''`,
    );
    return { averageItemsPerOrder: ratio(items, orders.counted) };
  },
});
