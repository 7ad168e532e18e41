import { randomUUID } from 'node:crypto';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';
import { signedJwt } from '../sandbox/oauth/signed-jwt';
import type { Random } from '../sandbox/worlds/distributions';
import type { Input } from './input';
import type { Grounds } from './requests';

/** Tokens that Shopify signs for this app and an installed shop, but for another kind of door. */
type Mint = (shop: string, random: Random) => object;

/**
 * The checkout's token has the bare domain, the customer account's an address, and both the customer's
 * id.
 */
const BUYERS: Mint[] = [
  (shop) => ({ dest: shop }),
  (shop) => ({ dest: `https://${shop}` }),
  (shop, random) => ({ dest: shop, sub: customer(random) }),
  (shop, random) => ({ dest: `https://${shop}`, sub: customer(random) }),
  (shop, random) => ({ dest: `https://${shop}`, iss: `https://${shop}`, sub: customer(random) }),
  (shop, random) => ({
    ...{ dest: `https://${shop}`, iss: `https://${shop}/account`, sub: customer(random) },
  }),
  // like a merchant's, except for one claim
  (shop, random) => ({ ...merchant(shop), sub: customer(random) }),
  (shop) => ({ ...merchant(shop), dest: shop }),
  (shop) => ({ ...merchant(shop), iss: `https://${shop}` }),
  (shop) => ({ ...merchant(shop), iss: 'https://evil.example/admin' }),
  (shop) => ({ ...merchant(shop), dest: `http://${shop}` }),
  (shop) => ({ ...merchant(shop), dest: `https://${shop}/` }),
];

const MERCHANTS: Mint[] = [
  (shop) => merchant(shop),
  (shop) => ({ ...merchant(shop), dest: shop }),
  (shop) => ({ dest: shop, sub: '7' }),
  (shop) => ({ dest: shop, iss: `https://${shop}/admin` }),
];

const merchant = (shop: string): object => ({
  ...{ iss: `https://${shop}/admin`, dest: `https://${shop}`, sub: '1' },
});

const customer = (random: Random): string =>
  `gid://shopify/Customer/${String(random.whole(1, 9e12))}`;

/**
 * A buyer's token at a merchant's door, or a merchant's at a buyer's: correctly signed, not expired,
 * and refused.
 */
export function wrongTokenRequest(random: Random, grounds: Grounds): Input {
  return random.chance(0.7) ? buyerAtMerchants(random, grounds) : merchantAtBuyers(random, grounds);
}

function buyerAtMerchants(random: Random, { doors, shops }: Grounds): Input {
  const merchants = doors.filter(({ path }) => /^\/app(\/|$)/.test(path));
  const door = random.pick(merchants);
  const token = minted(random.pick(BUYERS)(random.pick(shops), random));
  const query = new URLSearchParams();
  if (random.chance(0.5)) query.set('_data', random.pick(door.routes.slice(1)));
  const inAddress = random.chance(0.3);
  if (inAddress) query.set('id_token', token);
  const path = door.path.replace(/[:*]\w*/g, () => random.pick(['1', 'x']));
  const posted = random.chance(0.3);
  return {
    about: 'a buyer’s token at a merchant’s door',
    method: posted ? 'POST' : 'GET',
    target: query.size === 0 ? path : `${path}?${String(query)}`,
    headers: [
      ['user-agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0'],
      ['content-type', 'application/x-www-form-urlencoded'],
      ...(inAddress ? [] : [['authorization', `Bearer ${token}`] as [string, string]]),
    ],
    body: posted
      ? Buffer.from('lastDay=2026-01-01&enabled=on&intent=publish&id=1')
      : Buffer.alloc(0),
    missing: 0,
    signedIn: null,
    refused: true,
  };
}

function merchantAtBuyers(random: Random, { shops }: Grounds): Input {
  const token = minted(random.pick(MERCHANTS)(random.pick(shops), random));
  return {
    about: 'a merchant’s token at a buyer’s door',
    method: 'POST',
    target: '/checkout/survey',
    headers: [
      ['content-type', 'application/json'],
      ['authorization', `Bearer ${token}`],
    ],
    body: Buffer.from('{"kind":"ask","source":"thank_you","order":"gid://shopify/Order/1"}'),
    missing: 0,
    signedIn: null,
    refused: true,
  };
}

function minted(says: object): string {
  const now = Math.floor(Date.now() / 1_000);
  const jti = randomUUID();
  return signedJwt({ aud: API_KEY, exp: now + 300, nbf: now, iat: now, jti, ...says }, API_SECRET);
}
