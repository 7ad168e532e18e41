import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../support/processes/ensure-built';
import { running } from '../support/doors/running-doors';

const on = running();

const UP = ['..', '%2e%2e', '..%00', '%252e%252e', '..%5c', '.%2e', '....'];
const INSIDE = [
  'package.json',
  'build/server/index.js',
  'build/start.js',
  '.gitignore',
  '../etc/passwd',
];
const paths = UP.flatMap((up) =>
  INSIDE.flatMap((file) =>
    [1, 2, 3, 6].flatMap((levels) => {
      const climb = Array.from({ length: levels }, () => up);
      return ['/', '%2f', '%5c'].flatMap((slash) => [
        `/${climb.join(slash)}${slash}${file}`,
        `/assets/${climb.join(slash)}${slash}${file}`,
      ]);
    }),
  ),
);

/** Text of files that no browser may see. */
const SECRET = /"omega"|refuseOldNode|remix-run\/node|node_modules|root:x:0|DATABASE_URL/;

describe('the files for browsers', () => {
  it('exist', async () => {
    const [asset = ''] = readdirSync(join(projectFolder, 'build/client/assets'));
    const { status, headers } = await on.ask(`/assets/${asset}`);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['/favicon.ico', 'image/x-icon', /PNG\r\n/],
    ['/favicon.svg', 'image/svg+xml', /^<svg xmlns/],
    ['/app-icon.png', 'image/png', /PNG\r\n/],
    ['/robots.txt', 'text/plain; charset=utf-8', /^User-agent: \*\nDisallow: \/$/m],
  ])('have %s, for an hour', async (path, type, beginning) => {
    const { status, headers, text } = await on.ask(path);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type });
    expect(headers['cache-control']).toBe('public, max-age=3600');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(text).toMatch(beginning);
    const again = await on.ask(path, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect(again.status).toBe(304);
  });

  it('are named by every document', async () => {
    const { text } = await on.ask('/auth/login');
    expect(text).toContain('<link rel="icon" href="/favicon.svg" type="image/svg+xml"/>');
  });

  it('have an icon of the size that the Dev Dashboard requires', () => {
    const png = readFileSync(join(projectFolder, 'public/app-icon.png'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_200, 1_200]);
  });

  it.each([
    '/package.json',
    '/start.js',
    '/worker.js',
    '/server/index.js',
    '/../server/index.js',
    '/.env',
    '/.git/HEAD',
    '/.stamp-web',
    '/client/favicon.ico',
  ])('do not have %s', async (path) => {
    const { status, text } = await on.ask(path);
    expect([400, 403, 404]).toContain(status);
    expect(text).not.toMatch(SECRET);
  });

  it(`cannot be left by any of ${paths.length} paths upwards`, async () => {
    for (const path of paths) {
      const { status, text } = await on.ask(path);
      expect([path, [400, 403, 404].includes(status)]).toEqual([path, true]);
      expect(text).not.toMatch(SECRET);
    }
  });
});
