import { describe, expect, it } from 'vitest';
import { clientIdProblem, urlProblem } from '../../deploy/setup-values';

const CLIENT_ID = 'a61950a2cbd5f32876b0b55587ec7a27';

describe('a client id', () => {
  it.each([
    '',
    'omega',
    'A61950A2CBD5F32876B0B55587EC7A27',
    '0'.repeat(32),
    `${CLIENT_ID}0`,
    ` ${CLIENT_ID}`,
  ])('is not %j', (id) => {
    expect(clientIdProblem(id)).toContain('is no client ID');
  });

  it('is not the secret, which the error does not repeat', () => {
    const problem = clientIdProblem('shpss_0123456789abcdef');
    expect(problem).toContain('That is the client secret');
    expect(problem).not.toContain('0123');
  });

  it('is 32 characters', () => {
    expect(clientIdProblem(CLIENT_ID)).toBeNull();
  });
});

describe('the address of an app', () => {
  it.each([
    ['http://numbers.tea-shop.jp', 'Shopify calls https:// only'],
    ['numbers.tea-shop.jp', 'expected one with https://'],
    ['', 'expected one with https://'],
    ['ftp://numbers.tea-shop.jp', 'expected one with https://'],
    ['https://numbers.tea-shop.jp/app', 'more than the origin'],
    ['https://numbers.tea-shop.jp?a', 'more than the origin'],
    ['https://numbers.tea-shop.jp/#a', 'more than the origin'],
    ['https://numbers.tea-shop.jp/', 'give https://numbers.tea-shop.jp.'],
    ['https://Numbers.tea-shop.jp', 'give https://numbers.tea-shop.jp.'],
    ['https://numbers.tea-shop.jp:443', 'give https://numbers.tea-shop.jp.'],
    ['https://numbers.tea-shop.jp:3000', 'has a port'],
    ['https://me:pw@numbers.tea-shop.jp', 'leave name and password out'],
    ['https://localhost', 'Shopify cannot reach "localhost"'],
    ['https://127.0.0.1', 'cannot reach'],
    ['https://192.168.0.7', 'cannot reach'],
    ['https://[::1]', 'cannot reach'],
    ['https://numbers', 'cannot reach'],
    ['https://omega.example', 'cannot reach'],
    ['https://numbers.example.com', 'cannot reach'],
    ['https://numbers.local', 'cannot reach'],
    ['https://numbers.test', 'cannot reach'],
    ['https://numbers.example.com.', 'cannot reach'],
    ['https://numbers.your-domain.com', 'cannot reach'],
    ['https://yourdomain.co', 'cannot reach'],
    ['https://tea-shop.myshopify.com', 'is Shopify’s'],
    ['https://<your-domain>', 'expected one with https://'],
  ])('is not %s', (url, said) => {
    expect(urlProblem(url)?.replaceAll("'", '’')).toContain(said);
  });

  it.each([
    'https://numbers.tea-shop.jp',
    'https://abc-123.trycloudflare.com',
    'https://xn--fiq228c.jp',
  ])('is %s', (url) => {
    expect(urlProblem(url)).toBeNull();
  });
});
