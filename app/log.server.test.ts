import { describe, expect, it } from 'vitest';
import { env } from './env.server';
import { logged, logger } from './log.server';

function lines(): { log: ReturnType<typeof logger>; last: () => Record<string, unknown> } {
  const written: string[] = [];
  const log = logger({ write: (line) => void written.push(line) });
  log.level = 'trace';
  return { log, last: () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('a line of the log', () => {
  it('has a customer or an order as a keyed hash, the same for the same one', () => {
    const { log, last } = lines();
    const hashOf = (fields: Record<string, string>, name: string) => {
      log.info(fields, 'seen');
      expect(JSON.stringify(last())).not.toContain('7200000000001');
      return last()[name];
    };
    const customer = hashOf({ customer: '7200000000001' }, 'customer');
    expect(customer).toMatch(/^customer#[\w-]{12}$/);
    expect(hashOf({ customer: '7200000000001' }, 'customer')).toBe(customer);
    expect(hashOf({ order: '7200000000001' }, 'order')).not.toBe(customer);
    expect(hashOf({ customer: '7200000000002' }, 'customer')).not.toBe(customer);
    const keys = env().TOKEN_ENCRYPTION_KEYS;
    env().TOKEN_ENCRYPTION_KEYS = [`v9:${Buffer.alloc(32, 9).toString('base64')}`];
    expect(hashOf({ customer: '7200000000001' }, 'customer')).not.toBe(customer);
    env().TOKEN_ENCRYPTION_KEYS = keys;
  });

  it('loses what an error or an address says of people, and keeps what it says of the fault', () => {
    const { log, last } = lines();
    const pathname = '/app/customers/7200000000001';
    const stack = `Error: no order gid://shopify/Order/5400000000001 of tea@example.com
      at read (/srv/app/ingest/merge.server.ts:120:14) with Bearer eyJhbGciOi.eyJzdWIi.c2ln and shpat_0123abc`;
    log.error({ pathname, stack, count: 12 }, 'customer 7200000000001 was not read');
    const line = JSON.stringify(last());
    for (const told of ['7200000000001', '5400000000001', 'tea@', 'eyJ', 'shpat_'])
      expect(line).not.toContain(told);
    for (const kept of ['/app/customers/', 'merge.server.ts:120:14', 'gid://shopify/Order/order#'])
      expect(line).toContain(kept);
    expect(last()).toMatchObject({ count: 12 });
  });

  it.each([
    'no order 7200000000001.',
    'is it 7200000000001?',
    'order-7200000000001 is missing',
    'order_7200000000001_lines',
    '/orders/7200000000001/',
    '7200000000001.csv',
  ])('has no id in “%s”', (said) => {
    const { log, last } = lines();
    log.info(said);
    expect(JSON.stringify(last())).not.toContain('7200000000001');
  });

  it.each(['0.1234567890 s', '1234567890.5 ms', 'commit 1234567890abcdef'])(
    'leaves “%s”',
    (said) => {
      const { log, last } = lines();
      log.info(said);
      expect(last().msg).toBe(said);
    },
  );

  it('has no id in what stands within its fields', () => {
    const { log, last } = lines();
    const order = '7200000000001';
    const said = `order ${order} of tea@example.com`;
    log.info({ of: { order, said, all: [said, { said }], err: new Error(said) } }, 'x');
    const line = JSON.stringify(last());
    expect(line).not.toMatch(/7200000000001|tea@/);
    expect(line).toMatch(/"order":"order#[\w-]{12}"/);
    expect(line).toContain('log.server.test.ts');
  });

  it('keeps the ids that lines are found by', () => {
    const { log, last } = lines();
    const webhook = 'b0a3e2c1-0000-4000-8000-123456789012';
    logged({ shop: 3, job: 'orders.reread', jobId: '1234567890', webhook }, () => log.info('x'));
    expect(last()).toMatchObject({ shop: 3, job: 'orders.reread', jobId: '1234567890', webhook });
  });

  it('censors what should not have been handed to it', () => {
    const { log, last } = lines();
    log.info({ body: 'secret', session: { accessToken: 'secret', email: 'secret' } }, 'x');
    expect(JSON.stringify(last())).not.toContain('secret');
  });
});
