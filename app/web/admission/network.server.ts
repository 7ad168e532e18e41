import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { env } from '../../env.server';

/** Most proxies in a row; the client itself may have written the header's entries before them. */
const MOST_PROXIES = 20;
const GROUPS_OF_IPV6 = 8;

/**
 * The network prefix of a request's client: /24 of IPv4, /48 of IPv6. null where no trusted proxy names it:
 * without TRUSTED_PROXIES the address is the load balancer's, and the client may forge the header.
 */
export function networkOf({ socket, headers }: IncomingMessage): string | null {
  const proxies = env().TRUSTED_PROXIES;
  if (proxies.length === 0) return null;
  const trusted = blockListOf(proxies);
  const named = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .slice(-MOST_PROXIES);
  let address = bareAddress(socket.remoteAddress ?? '');
  while (isTrusted(trusted, address)) {
    const next = named.pop();
    if (next === undefined) return null;
    address = bareAddress(next);
  }
  // the first address that is no trusted proxy's is the client's
  return address === bareAddress(socket.remoteAddress ?? '') ? null : prefixOf(address);
}

let list: { of: readonly string[]; addresses: BlockList } | undefined;

function blockListOf(proxies: readonly string[]): BlockList {
  if (list?.of !== proxies) {
    const addresses = new BlockList();
    for (const proxy of proxies) {
      const [net = '', bits] = proxy.split('/');
      addresses.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4');
    }
    list = { of: proxies, addresses };
  }
  return list.addresses;
}

const isTrusted = (trusted: BlockList, address: string): boolean =>
  isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address without blanks, port and brackets; mapped IPv4 as IPv4. */
function bareAddress(address: string): string {
  const own = address.trim().replace(/^\[([^\]]{0,45})\](?::\d{1,5})?$/, '$1');
  const bare = isIP(own) === 0 ? own.replace(/:\d{1,5}$/, '') : own;
  return bare.replace(/^::ffff:(?=\d{1,3}\.)/i, '');
}

function prefixOf(address: string): string | null {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(address) !== 6) return null;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = tail === undefined ? 0 : Math.max(0, GROUPS_OF_IPV6 - before.length - after.length);
  const all = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  const short = all.slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${short.join(':')}::/48`;
}
