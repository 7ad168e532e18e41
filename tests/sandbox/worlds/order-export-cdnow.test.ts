import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { countByHand } from './count-by-hand';
import { openOrderExport } from './order-export';

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const ORDERS = `${DATA}cdnow_orders.csv.gz`;
const EXPECTED = `${DATA}cdnow_expected.json`;

const expectedSchema = z.record(
  z.iso.date(),
  z.object({
    orders: z.object({ read: z.int(), counted: z.int(), excluded: z.record(z.string(), z.int()) }),
    customers: z.int(),
    revenue: z.number(),
    segments: z.object({ firstTime: z.int() }),
  }),
);

test('the CDNOW orders, counted by hand, equal an independent count', async ({ skip }) => {
  if (!existsSync(ORDERS) || !existsSync(EXPECTED))
    skip('the CDNOW orders are not on this machine');
  const expected = expectedSchema.parse(JSON.parse(readFileSync(EXPECTED, 'utf8')));
  for (const [day, { orders, customers, revenue, segments }] of Object.entries(expected)) {
    const world = await openOrderExport(ORDERS, {
      timezone: 'UTC',
      until: new Date(`${day}T00:00:00Z`),
    });
    const count = await countByHand(world);
    world.close();
    expect(count.read).toBe(orders.read);
    expect(count.counted.length).toBe(orders.counted);
    expect(count.excluded).toEqual(orders.excluded);

    const days = new Map<number, Set<string>>();
    for (const { customerId, processedAt } of count.counted) {
      days.set(customerId, (days.get(customerId) ?? new Set()).add(processedAt.slice(0, 10)));
    }
    expect(days.size).toBe(customers);
    expect([...days.values()].filter((own) => own.size === 1).length).toBe(segments.firstTime);
    const total = count.counted.reduce((sum, order) => sum + order.revenue, 0n);
    expect(total).toBe(BigInt(Math.round(revenue * 100)) * 10_000n);
  }
});
