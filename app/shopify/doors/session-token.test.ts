import { describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET } from '../../../tests/sandbox/oauth/app-identity';
import { signedJwt } from '../../../tests/sandbox/oauth/signed-jwt';
import { buyerOf, staffOf } from './session-token';

const SHOP = 'tea-shop.myshopify.com';
const NOW = 1_790_000_000;
const TIMES = { exp: NOW + 60, nbf: NOW, iat: NOW };
const STAFF = { iss: `https://${SHOP}/admin`, dest: `https://${SHOP}`, aud: API_KEY, sub: '42' };
const CUSTOMER = 'gid://shopify/Customer/7';
const BUYER = { dest: SHOP, aud: API_KEY, sub: CUSTOMER, jti: 'one' };

const staff = (claims: object) =>
  staffOf(signedJwt({ ...STAFF, ...TIMES, ...claims }, API_SECRET), API_KEY, NOW);
const buyer = (claims: object) =>
  buyerOf(signedJwt({ ...BUYER, ...TIMES, ...claims }, API_SECRET), API_KEY, NOW);

describe('staffOf', () => {
  it("accepts a token of Shopify's admin, and reads the shop from it", () => {
    expect(staff({})).toEqual({ shop: SHOP, secret: API_SECRET, member: '42' });
    expect(staff({ exp: NOW - 9, nbf: NOW - 69 })).toMatchObject({ shop: SHOP });
  });

  it.each([
    ['a bare dest', { dest: SHOP }],
    ['another scheme', { dest: `http://${SHOP}` }],
    ['a scheme twice', { dest: `https://https://${SHOP}` }],
    ['a slash behind dest', { dest: `https://${SHOP}/` }],
    ['a path behind dest', { dest: `https://${SHOP}/admin` }],
    ['a port', { dest: `https://${SHOP}:443` }],
    ['a name before dest', { dest: `https://x@${SHOP}` }],
    ['a blank before dest', { dest: ` https://${SHOP}` }],
    ['a line behind dest', { dest: `https://${SHOP}\n` }],
    ['capitals', { dest: `https://${SHOP.toUpperCase()}` }],
    ['no shop of Shopify', { dest: 'https://evil.example', iss: 'https://evil.example/admin' }],
    [
      'a shop within another domain',
      { dest: `https://${SHOP}.evil.example`, iss: `https://${SHOP}.evil.example/admin` },
    ],
    ['no dest', { dest: undefined }],
    ['several dests', { dest: [`https://${SHOP}`] }],
    ['no issuer', { iss: undefined }],
    ['the shop as issuer', { iss: `https://${SHOP}` }],
    ['another shop as issuer', { iss: 'https://other.myshopify.com/admin' }],
    ['more behind the issuer', { iss: `https://${SHOP}/admin/` }],
    ['a bare issuer', { iss: `${SHOP}/admin` }],
    ['the accounts of customers as issuer', { iss: `https://${SHOP}/account` }],
    ['a customer', { sub: CUSTOMER }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['a number that is no text', { sub: 42 }],
    ['a number below zero', { sub: '-1' }],
    ['a number and more', { sub: '42 ' }],
    ['a number without an end', { sub: '4'.repeat(20) }],
    ['another audience', { aud: 'another app' }],
    ['several audiences', { aud: [API_KEY] }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: String(NOW + 60) }],
  ])('refuses a token with %s, whatever it is good for otherwise', (_, claims) => {
    expect(staff(claims)).toBe('foreign');
  });

  it('calls a token unusable that is expired, early, too long or signed by another', () => {
    const { iss, ...rest } = STAFF;
    const token = (secret: string, more = {}) =>
      signedJwt({ iss, ...rest, ...TIMES, ...more }, secret);
    expect(staff({ exp: NOW - 10 })).toBe('unusable');
    expect(staff({ nbf: NOW + 11 })).toBe('unusable');
    expect(staffOf(token('another'), API_KEY, NOW)).toBe('unusable');
    expect(staffOf(token(API_SECRET, { sid: 'x'.repeat(4_000) }), API_KEY, NOW)).toBe('unusable');
    expect(staffOf(`${token(API_SECRET)}.more`, API_KEY, NOW)).toBe('unusable');
    expect(staffOf('', API_KEY, NOW)).toBe('unusable');
  });
});

describe('buyerOf', () => {
  it.each([SHOP, `https://${SHOP}`])('accepts %s as dest', (dest) => {
    expect(buyer({ dest })).toEqual({ shop: SHOP, customer: '7', tokenId: 'one' });
    expect(buyer({ dest, sub: undefined })).toMatchObject({ customer: null });
  });

  it.each([
    ["of Shopify's admin", STAFF],
    ["of Shopify's admin with a bare dest", { ...STAFF, dest: SHOP }],
    ['whose issuer is the admin', { iss: `https://${SHOP}/admin` }],
    ['whose issuer is an admin for a customer', { iss: `https://${SHOP}/admin`, sub: CUSTOMER }],
    ['of a member of the staff', { sub: '42' }],
    ['whose issuer is no text', { iss: 42 }],
  ])('refuses a token %s', (_, claims) => {
    expect(buyer(claims)).toBeNull();
  });

  it('accepts one spelling of a signature', () => {
    const token = signedJwt({ ...BUYER, ...TIMES, jti: undefined }, API_SECRET);
    expect(buyerOf(token, API_KEY, NOW)).toMatchObject({ shop: SHOP });
    for (const spelled of [`${token}=`, `${token}!`, token.replaceAll('-', '+')])
      if (spelled !== token) expect(buyerOf(spelled, API_KEY, NOW)).toBeNull();
  });
});

it('no token is accepted by both', () => {
  const isses = [undefined, STAFF.iss, STAFF.dest, `https://${SHOP}/account`, ''];
  const dests = [SHOP, STAFF.dest, 'https://other.myshopify.com'];
  const subs = [undefined, '42', CUSTOMER, ''];
  for (const iss of isses)
    for (const dest of dests)
      for (const sub of subs) {
        const claims = { iss, dest, sub };
        const opened = [typeof staff(claims) !== 'string', buyer(claims) !== null];
        expect(opened, JSON.stringify(claims)).not.toEqual([true, true]);
      }
});
