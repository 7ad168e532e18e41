import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DOMAIN, running } from '../../support/doors/running-doors';
import { allDoors } from '../../support/doors/doors';
import { words } from '../../support/render';

/** A made-up shop and its snapshots, as the code of the last release stored them (write.ts). */
const released = z
  .object({
    release: z.string(),
    at: z.string(),
    shop: z.object({ currency: z.string(), timezone: z.string(), name: z.string() }),
    snapshots: z
      .array(z.looseObject({ as_of: z.string(), numbers: z.record(z.string(), z.unknown()) }))
      .min(2),
  })
  .parse(
    JSON.parse(
      gunzipSync(readFileSync(join(import.meta.dirname, 'snapshots.json.gz'))).toString('utf8'),
    ),
  );
const days = released.snapshots.map(({ as_of }) => as_of);
const newest = released.snapshots.at(-1)?.numbers ?? {};

/** A minute after the count of the newest: at a later time it would be a past day. */
const CLOCK_OFFSET_MS = String(Date.parse(released.at) + 60_000 - Date.now());
const on = running({ CLOCK_OFFSET_MS });
const BROKEN = /.{0,40}(?:NaN|undefined|Infinity|\{\{|\[object|Invalid).{0,40}/;

beforeAll(async () => {
  const { name, currency, timezone } = released.shop;
  const [shop] = await on.db.query(
    `insert into shops (domain, name, currency, timezone, installed_at) values ($1, $2, $3, $4, '2026-01-01') returning id`,
    [DOMAIN, name, currency, timezone],
  );
  for (const snapshot of released.snapshots) {
    // later columns have the values that the migration gives existing rows
    const columns = Object.keys(snapshot).join(', ');
    await on.db.query(
      `insert into snapshots (shop_id, ${columns}) select $1, ${columns} from jsonb_populate_record(null::snapshots, $2)`,
      [shop?.id, JSON.stringify(snapshot)],
    );
  }
});

/** The text of the page, without the work of its script. */
async function open(path: string, query: Record<string, string> = {}) {
  const asked = Object.entries(query).length > 0 ? `?${String(new URLSearchParams(query))}` : '';
  const headers = { authorization: `Bearer ${on.token()}`, 'accept-language': 'en' };
  const answer = await on.ask(`${path}${asked}`, { headers });
  const shown = answer.text.replace(/<(script|style)\b.*?<\/\1>/gs, ' ');
  return { ...answer, shown: words(shown) };
}

/** Addresses without a page: of a form alone, of files with a ticket, and those that have moved. */
const NO_PAGE = [
  ...['/app/past-day', '/app/survey', '/app/survey/links', '/app/privacy'],
  ...['/app/files', '/app/files/open'],
  '/app/customers/counts',
];
/** The pages of merchants. */
const merchants = allDoors()
  .filter(({ path }) => /^\/app(\/|$)/.test(path) && !/[:*]/.test(path) && !NO_PAGE.includes(path))
  .map(({ path, routes }) => ({ path, route: routes.at(-1) ?? '' }));
/** Pages drawn from snapshots; each can show a past day. */
const NUMBERS = [
  ...['/app', '/app/segments', '/app/ltv', '/app/ltv/channels'],
  ...['/app/repeat', '/app/stages', '/app/nps'],
];

describe(`numbers of the release ${released.release}`, () => {
  it('are of several days, and of every page', () => {
    expect(days).toEqual([...days].sort());
    expect(merchants.map(({ path }) => path)).toEqual(expect.arrayContaining(NUMBERS));
  });

  it.each(merchants)('show at $path, and in the data of its charts', async ({ path, route }) => {
    const queries = NUMBERS.includes(path) ? [{}, ...days.map((asOf) => ({ asOf }))] : [{}];
    for (const query of queries as Record<string, string>[]) {
      const page = await open(path, query);
      expect([query, page.status, BROKEN.exec(page.shown)?.[0]]).toEqual([query, 200, undefined]);
      expect([query, (await open(path, { ...query, _data: route })).status]).toEqual([query, 200]);
    }
  });

  it('are the shown numbers', async () => {
    const repeat = await open('/app/repeat');
    expect(repeat.shown).toContain(Number(newest.customers).toLocaleString('en'));
    const nps = await open('/app/nps');
    const { headline } = z.object({ headline: z.object({ score: z.number() }) }).parse(newest.nps);
    expect(nps.shown.replace('−', '-')).toContain(String(Math.round(headline.score)));
    const first = released.snapshots[0];
    const earlier = await open('/app/repeat', { asOf: first?.as_of ?? '' });
    expect(earlier.shown).toContain(Number(first?.numbers.customers).toLocaleString('en'));
  });
});
