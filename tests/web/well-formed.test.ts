import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { setOwnAddress, refusalOf } from '../../app/web/admission/well-formed.server';

function request(method: string, url: string, headers: Record<string, string> = {}) {
  const rawHeaders = Object.entries(headers).flat();
  return Object.assign(new IncomingMessage(new Socket()), { method, url, headers, rawHeaders });
}

/** Doors with their own size limits; other sites call those of the survey. */
const [WEBHOOKS, SURVEY] = [{ open: false }, { open: true }];

describe('a request', () => {
  it.each([
    ['GET', '/app?shop=a.myshopify.com'],
    ['HEAD', '/'],
    ['OPTIONS', '/anything'],
    ['GET', '/app/%E6%97%A5%E6%9C%AC'],
  ])('%s %s is accepted', (method, url) => {
    expect(refusalOf(request(method, url), undefined)).toBeNull();
  });

  it.each([
    ['GET', '//evil.example'],
    ['GET', 'http://evil.example/app'],
    ['GET', '*'],
    ['GET', '/app/%'],
    ['GET', '/app/%ff'],
    ['GET', '/app/%00'],
  ])('%s %s has an unreadable address: 400', (method, url) => {
    expect(refusalOf(request(method, url), undefined)).toBe(400);
  });

  it.each(['TRACE', 'CONNECT', 'PURGE', 'get', ''])('of the method "%s" gets 405', (method) => {
    expect(refusalOf(request(method, '/app'), undefined)).toBe(405);
  });

  it.each([
    ['a path', `/${'a'.repeat(1_024)}`],
    ['a path in escapes', `/${'%61'.repeat(342)}`],
    ['a query', `/app?x=${'y'.repeat(8_192)}`],
    ['a row of segments', '/a'.repeat(21)],
    ['a row of segments below one of ours', `/assets${'/a'.repeat(20)}`],
    ['a row of slashes', `/app${'/'.repeat(21)}`],
    ['a row of backslashes', `/a${'\\a'.repeat(21)}`],
    ['a row of escaped slashes', `/a${'%2Fa'.repeat(21)}`],
    ['a row of escaped backslashes', `/a${'%5ca'.repeat(21)}`],
    ['a row of slashes that are escaped twice', `/a${'%252fa'.repeat(21)}`],
    ['a row of slashes that are escaped ten times', `/a${`%${'25'.repeat(9)}2fa`.repeat(21)}`],
    ['a row of parameters', `/app?${'a&'.repeat(100)}`],
  ])('for an address with too long %s gets 414, whatever follows it', (_, url) => {
    for (const door of [undefined, WEBHOOKS, SURVEY])
      expect(refusalOf(request('GET', url), door)).toBe(414);
  });

  it('for an address as long as any of the app’s is accepted', () => {
    const token = `id_token=${'a'.repeat(2_000)}`;
    const back = encodeURIComponent(`/app/nps/answers?${token}&group=promoters&page=3`);
    for (const url of [
      `/app/nps/answers?${token}&hmac=${'a'.repeat(64)}&host=${'a'.repeat(100)}`,
      `/auth/session-token?shop=a.myshopify.com&shopify-reload=${back}`,
      `${'/a'.repeat(20)}?${'a&'.repeat(99)}a`,
    ])
      expect(refusalOf(request('GET', url), undefined)).toBeNull();
  });

  it.each(['accept-language', 'accept-encoding', 'range', 'if-none-match', 'user-agent', 'x-any'])(
    'with a %s that is a long list gets 431',
    (name) => {
      const listed = { [name]: 'a,'.repeat(1_025) };
      for (const door of [undefined, WEBHOOKS, SURVEY])
        expect(refusalOf(request('GET', '/', listed), door)).toBe(431);
    },
  );

  it('with a hundred headers is accepted, and with more gets 431', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-${at}`, 'a']));
    expect(refusalOf(request('GET', '/', many(100)), undefined)).toBeNull();
    expect(refusalOf(request('GET', '/', many(101)), undefined)).toBe(431);
  });

  it('with the cookies, the referrer or the token of a browser is accepted', () => {
    for (const name of ['cookie', 'referer', 'authorization'])
      expect(refusalOf(request('GET', '/', { [name]: 'a'.repeat(8_000) }), undefined)).toBeNull();
  });

  it.each(['https://evil.example', 'gid://shopify/Order/1', 'null', '%', ''])(
    'of another site ("%s") for a form of the app gets 403',
    (origin) => {
      expect(refusalOf(request('POST', '/app', { origin }), undefined)).toBe(403);
      expect(refusalOf(request('GET', '/app', { origin }), undefined)).toBeNull();
    },
  );

  it('of another site is accepted at the doors of buyers alone', () => {
    const foreign = request('POST', '/checkout/survey', { origin: 'null' });
    expect(refusalOf(foreign, SURVEY)).toBeNull();
    expect(refusalOf(foreign, WEBHOOKS)).toBe(403);
  });

  it('of the app’s own page, or of no page, is accepted', () => {
    const own: Record<string, string>[] = [{ origin: 'https://omega.example' }, {}];
    for (const headers of own)
      expect(refusalOf(request('POST', '/app', headers), undefined)).toBeNull();
  });

  it('larger than any form gets 413, unless its door has its own limit', () => {
    const large = request('POST', '/app', { 'content-length': '100001' });
    expect(refusalOf(large, undefined)).toBe(413);
    expect(refusalOf(large, WEBHOOKS)).toBeNull();
  });

  it('without its size gets 411, unless its door has its own limit', () => {
    const endless = request('POST', '/app', { 'transfer-encoding': 'chunked' });
    expect(refusalOf(endless, undefined)).toBe(411);
    expect(refusalOf(endless, WEBHOOKS)).toBeNull();
  });

  it('has the app’s own address, whatever its Host header', () => {
    const said = { host: 'evil.example', 'x-forwarded-host': 'a:b:c', 'x-forwarded-proto': '1.5' };
    const asked = request('GET', '/app', said);
    setOwnAddress(asked);
    expect(asked.headers).toEqual({
      host: 'omega.example',
      'x-forwarded-host': 'omega.example',
      'x-forwarded-proto': 'https',
    });
  });
});
