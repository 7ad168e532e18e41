import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  checkedResultUrl,
  ForeignAddress,
  openBulkResult,
} from '../../app/shopify/bulk/bulk-result.server';
import { ResultGone, Unavailable } from '../../app/shopify/protocol/errors';
import { routeShopifyTo } from '../sandbox/http/intercept.mjs';

const HOSTS = ['storage.googleapis.com'];
const ADDRESS = 'https://storage.googleapis.com/bucket/result.jsonl?Signature=x';

let reply: Parameters<typeof createServer>[1];
const server = createServer((request, response) => reply?.(request, response));
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  routeShopifyTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => server.closeAllConnections());
afterAll(() => {
  routeShopifyTo(null);
  server.close();
});

describe('the address of a bulk result', () => {
  it('has https and a host name', () => {
    expect(checkedResultUrl(ADDRESS, HOSTS).href).toBe(ADDRESS);
  });

  it.each([
    'http://storage.googleapis.com/x',
    'https://storage.googleapis.com.evil.example/x',
    'https://evil.example/storage.googleapis.com',
    'https://storage.googleapis.com:8443/x',
    'https://storage.googleapis.com@127.0.0.1/x',
    'https://user:secret@storage.googleapis.com/x',
    'https://127.0.0.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'file:///etc/passwd',
    'data:text/plain,x',
    'gopher://storage.googleapis.com/x',
    '//storage.googleapis.com/x',
    '',
  ])('is not %s', async (address) => {
    expect(() => checkedResultUrl(address, HOSTS)).toThrow(ForeignAddress);
    await expect(openBulkResult(address)).rejects.toThrow(ForeignAddress);
  });
});

describe('a bulk result', () => {
  it('is read as a stream', async () => {
    reply = (_, response) => response.end('{"id":1}\n{"id":2}\n');
    expect(await text(await openBulkResult(ADDRESS))).toBe('{"id":1}\n{"id":2}\n');
  });

  it('follows no redirect', async () => {
    reply = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    await expect(openBulkResult(ADDRESS)).rejects.toThrow(ForeignAddress);
  });

  it.each([403, 404, 410])('that has expired (%i) needs a new operation', async (status) => {
    reply = (_, response) => response.writeHead(status).end();
    await expect(openBulkResult(ADDRESS)).rejects.toThrow(ResultGone);
  });

  it('can be retried when the storage is down', async () => {
    reply = (_, response) => response.writeHead(503).end();
    await expect(openBulkResult(ADDRESS)).rejects.toThrow(Unavailable);
    reply = (_, response) => response.destroy();
    await expect(openBulkResult(ADDRESS)).rejects.toThrow(Unavailable);
  });

  it('that breaks off is an error and never counts as complete', async () => {
    reply = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":1}\n', () => response.destroy());
    };
    await expect(openBulkResult(ADDRESS).then(text)).rejects.toThrow(Unavailable);
  });
});
