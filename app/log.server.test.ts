import { describe, expect, it } from 'vitest';
import { env } from './env.server';
import { withLogIds, logger } from './log.server';

function lines(): { log: ReturnType<typeof logger>; last: () => Record<string, unknown> } {
  const written: string[] = [];
  const log = logger({ write: (line) => void written.push(line) });
  log.level = 'trace';
  return { log, last: () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('a line of the log', () => {
  it('has a keyed hash for a customer or an order, the same for the same id', () => {
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

  it('loses the personal data of an error or a path, and keeps the rest', () => {
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

  it('keeps the paths of packages in a stack', () => {
    const { log, last } = lines();
    const stack = `Error: no answer
      at send (file:///srv/node_modules/@remix-run/express/dist/server.js:45:3)
      at /srv/node_modules/.pnpm/@shopify+shopify-api@15.0.0_graphql@16.15.0/node_modules/@shopify/x.js:1:2
      at /srv/node_modules/.pnpm/@a+b@1.0.0_typescript@5.6.js:1:2
      at /srv/node_modules/.pnpm/vite@8.0.0-beta.next_sass@1.9.0_@types+node@22.1.0/node_modules/vite/x.js:1:2
      at /srv/node_modules/.pnpm/own@file+..+own-1.0.tgz/node_modules/own/x.js:1:2
      at /srv/node_modules/.pnpm/own@https+++codeload.github.com+a+b+tar.gz+0abc/node_modules/own/x.js:1:2
      at /srv/node_modules/.bun/react-dom@19.0.0-rc.1+1a2b.js:1:2`;
    log.error({ stack }, 'x');
    expect(last().stack).toBe(stack);
  });

  it.each([
    ...['tea@example.com', 'tea%40example.co.jp', 'a.b+c@mail.example.jp'],
    // domains that begin like a version
    ...['tea@163.example', 'tea@1.2example.jp', 'tea@12.3x.example.jp', 'tea@example.com+x@1.0.0'],
  ])('has no e-mail address in texts with %s', (address) => {
    const { log, last } = lines();
    for (const said of [address, `<${address}>`, `to=${address}&x=1`, `/mail/${address}/sent`]) {
      log.info(said);
      expect(last().msg).not.toMatch(/tea|a\.b|example/);
    }
  });

  it.each([
    ['in one word', 'x'.repeat(20_000), ' [cut]'],
    ['in words', 'word '.repeat(4_000), `${'word '.repeat(799)}word [cut]`],
    [
      'with an address where it is cut',
      `${'x'.repeat(3_980)} hanako@shop.example.co.jp`,
      `${'x'.repeat(3_980)} [cut]`,
    ],
    [
      'with a token where it is cut',
      `${'x'.repeat(3_990)} shpat_0123456789abcdef`,
      `${'x'.repeat(3_990)} [cut]`,
    ],
  ])('is truncated between two words where it is long %s', (_, said, kept) => {
    const { log, last } = lines();
    log.info({ of: { said } }, said);
    expect(last()).toMatchObject({ msg: kept, of: { said: kept } });
  });

  it.each(['eyJ', 'shpat_', 'enc:', 'gid://shopify/'])(
    'has no truncated token after “%s”',
    (beginning) => {
      const { log, last } = lines();
      log.info(`${beginning}c2VjcmV0`);
      const token = !beginning.startsWith('gid');
      expect(String(last().msg).includes('c2VjcmV0')).toBe(!token);
    },
  );

  it('has no id in nested fields', () => {
    const { log, last } = lines();
    const order = '7200000000001';
    const said = `order ${order} of tea@example.com`;
    log.info({ of: { order, said, all: [said, { said }], err: new Error(said) } }, 'x');
    const line = JSON.stringify(last());
    expect(line).not.toMatch(/7200000000001|tea@/);
    expect(line).toMatch(/"order":"order#[\w-]{12}"/);
    expect(line).toContain('log.server.test.ts');
  });

  it('keeps the ids that operators search for', () => {
    const { log, last } = lines();
    const webhook = 'b0a3e2c1-0000-4000-8000-123456789012';
    withLogIds({ shop: 3, job: 'orders.reread', jobId: '1234567890', webhook }, () =>
      log.info('x'),
    );
    expect(last()).toMatchObject({ shop: 3, job: 'orders.reread', jobId: '1234567890', webhook });
  });

  it('redacts secrets that a caller passes by mistake', () => {
    const { log, last } = lines();
    log.info({ body: 'secret', session: { accessToken: 'secret', email: 'secret' } }, 'x');
    expect(JSON.stringify(last())).not.toContain('secret');
  });
});
