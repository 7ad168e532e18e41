import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { env, parseEnv } from '../../env.server';
import { networkOf } from './network.server';

const before = env().TRUSTED_PROXIES;
afterEach(() => {
  env().TRUSTED_PROXIES = before;
});

const trust = (proxies: string) => {
  env().TRUSTED_PROXIES = parseEnv({ ...process.env, TRUSTED_PROXIES: proxies }).TRUSTED_PROXIES;
};
const of = (remoteAddress: string, forwarded?: string) =>
  networkOf({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

describe('the network of a request', () => {
  it('is unknown where no proxy is trusted', () => {
    trust('');
    expect(of('10.0.0.1', '203.0.113.9')).toBeNull();
  });

  it.each([
    ['10.0.0.1', '203.0.113.9', '203.0.113.0/24'],
    ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.0/24'],
    ['fd00::1', '203.0.113.9:4711', '203.0.113.0/24'],
    ['10.0.0.1', '198.51.100.7, 203.0.113.9', '203.0.113.0/24'],
    ['10.0.0.1', '203.0.113.9, 10.9.9.9', '203.0.113.0/24'],
    ['10.0.0.1', '2001:db8:abcd:12::1', '2001:db8:abcd::/48'],
    ['10.0.0.1', '[2001:0DB8:0000:12::1]:443', '2001:db8:0::/48'],
    ['10.0.0.1', '2001:db8::1', '2001:db8:0::/48'],
    ['10.0.0.1', '::1', '0:0:0::/48'],
  ])('behind %s with "%s" is %s', (remote, forwarded, network) => {
    trust('10.0.0.0/8, fd00::/8');
    expect(of(remote, forwarded)).toBe(network);
  });

  it.each([
    ['203.0.113.9', '198.51.100.7'],
    ['10.0.0.1', undefined],
    ['10.0.0.1', ''],
    ['10.0.0.1', 'unknown'],
    ['10.0.0.1', '10.0.0.2'],
    ['10.0.0.1', `${'x'.repeat(5_000)}`],
  ])('is unknown where %s says "%s"', (remote, forwarded) => {
    trust('10.0.0.0/8');
    expect(of(remote, forwarded)).toBeNull();
  });

  it.each(['10.0.0.1/33', '10.0.0/8', 'load-balancer', '10.0.0.1', 'fd00::/129'])(
    'refuses %s as a trusted proxy',
    (proxies) => {
      expect(() => trust(proxies)).toThrow(/TRUSTED_PROXIES is wrong/);
    },
  );
});
