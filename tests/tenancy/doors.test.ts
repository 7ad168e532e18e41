import { createHmac, randomUUID } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { allDoors } from '../support/doors/doors';
import { API_SECRET, API_VERSION } from '../sandbox/oauth/app-identity';
import { proxied, sessionToken } from '../support/doors/buyers';
import { good, leaks, OTHER, OTHERS_MARK, OWN, token, twoShops } from './two-shops';

const on = await twoShops();

/** Addresses with a guessable part, and guesses beside the other shop's own id. */
const GUESSES: Record<string, () => string[]> = {
  '/app/customers/:id': () => [
    ...[on.othersCustomer(), `0${on.othersCustomer()}`, `${on.othersCustomer()}%20or%201=1`],
    ...['0', '-1', '1e1', '99999999999999999999', '999999999999999999', '%00', '..%2f..%2f'],
    ...['null', "1'--", `gid:%2f%2fshopify%2fCustomer%2f${on.othersCustomer()}`],
  ],
  '/app/*': () => ['other-shop', `shops/${OTHER}`, '..%2f..%2fhealth'],
  // the library's own pages, which are empty
  '/auth/*': () => ['nothing'],
  '/health/:question': () => ['nothing', 'shops'],
};

const doors = allDoors().filter(({ path }) => /^\/(app|auth|health)/.test(path) || path === '/');
const merchants = doors.filter(({ path }) => /^\/app/.test(path));
const filled = (path: string, part: string) => path.replace(/[:*]\w*/, part);
const othersOf = (path: string) => filled(path, GUESSES[path]?.()[0] ?? '');
/** All fields that the forms of the app send. */
const FORM = {
  intent: 'retry',
  lastDay: '2026-01-01',
  page: '/app',
  commentDays: '30',
  ...{ who: 'v1 n.2..', text: '#1001', id: '1' },
  ...{ version: '1', part: 'metrics', name: 'lapseDays', confirmed: '1' },
};

/** Invalid session tokens that name the other shop. */
const FORGED: [what: string, make: () => string][] = [
  ['has a wrong signature', () => `${good(OTHER).slice(0, -8)}AAAAAAAA`],
  ['claims to need no signature', () => `${NO_ALGORITHM}.${payloadOf(good(OTHER))}.`],
  [
    'was changed from one shop to another',
    () => good(OWN).replace(/\..*\./, `.${payloadOf(good(OTHER))}.`),
  ],
  ['another app signed', () => token({ apiSecret: 'another secret' })],
  ['was signed for another app', () => token({ apiKey: 'another app' })],
  ['has expired', () => token({ expiresInSeconds: -60 })],
  ['names no shop of Shopify', () => token({ domain: 'evil.example' })],
  ['is none', () => 'nonsense'],
];
/** Session tokens that Shopify signed for buyers, as each kind of page has them. */
const BUYERS: typeof FORGED = [
  ['a checkout signed', () => sessionToken({ says: { dest: OTHER } })],
  ['an account signed', () => sessionToken({ says: { dest: `https://${OTHER}`, sub: CUSTOMER } })],
  [
    'a checkout signed for a customer',
    () => sessionToken({ says: { dest: OTHER, sub: CUSTOMER } }),
  ],
];
const CUSTOMER = 'gid://shopify/Customer/1';
/** The same for the other side's doors. */
const MERCHANTS: typeof FORGED = [["Shopify's admin signed", () => good(OTHER)]];
/** of both shops, in Tokyo */
const TODAY = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Tokyo' }).format();
const NO_ALGORITHM = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
const payloadOf = (signed: string) => signed.split('.')[1] ?? '';

it('every address with a free part has guesses', () => {
  const free = doors.map(({ path }) => path).filter((path) => /[:*]/.test(path));
  expect(free.sort()).toEqual(Object.keys(GUESSES).sort());
});

it('a merchant gets their own page', async () => {
  const page = await on.ask('/app/repeat', { token: good(OTHER) });
  expect(await page.text()).toContain(OTHERS_MARK);
  // the page requested a day to compare with, which the worker counts meanwhile
  await expect
    .poll(() => on.db.query("select from snapshot_requests where state <> 'done'"))
    .toEqual([]);
});

describe('the address of a file', () => {
  const ORDERS = {
    what: 'orders',
    query: `line=placed&from=2020-01-01&to=${TODAY}`,
    language: 'en',
  };
  const makeTicket = async (domain: string, form: Record<string, string> = ORDERS) => {
    const made = await on.ask('/app/files', { token: good(domain), form });
    expect(made.status).toBe(200);
    return ((await made.json()) as { ticket: string }).ticket;
  };
  const open = (ticket: string, idToken: string) =>
    on.ask('/app/files/open', { query: { ticket, id_token: idToken } });

  it('opens once, for the shop and the member of the staff who asked for it', async () => {
    const ticket = await makeTicket(OTHER);
    const strangers = [good(OWN), token({ domain: OTHER, userId: 4_321 })];
    for (const stranger of strangers) {
      const answer = await open(ticket, stranger);
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(/once/)]);
    }
    const file = await open(ticket, good(OTHER));
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*other-shop.*\.csv$/);
    const lines = (await file.text()).split('\r\n');
    expect((await open(ticket, good(OTHER))).status).toBe(404);
    const progress = await on.ask('/app/files', { token: good(OTHER), query: { ticket } });
    const { state, rows } = (await progress.json()) as { state: string; rows: number };
    expect([state, rows > 50]).toEqual(['done', true]);
    // the line of what it shows, an empty one, the heads, and one behind the last
    expect(lines).toHaveLength(rows + 4);
    for (const stranger of strangers) {
      const answer = await on.ask('/app/files', { token: stranger, query: { ticket } });
      expect(answer.status).toBe(404);
    }
  });

  it('is there for the shop’s own file of a data request, and for no other', async () => {
    const others = on.othersFile();
    const request = (id: string) => ({ what: 'dataRequest', query: `id=${id}`, language: 'ja' });
    const file = await open(await makeTicket(OTHER, request(String(others))), good(OTHER));
    expect([file.status, await file.text()]).toEqual([200, OTHERS_MARK]);
    for (const guess of [
      ...[String(others), `0${others}`, `${others}.json`, `${others}%20or%201=1`],
      ...[String(others + 1), '0', '-1', '1e1', '99999999999999999999', '%00', 'null', "1'--"],
    ]) {
      const answer = await on.ask('/app/files', { token: good(OWN), form: request(guess) });
      expect([guess, answer.status, await answer.text()]).toEqual([guess, 404, '']);
    }
  });

  it('is there for rows that there are, and for a browser that reads them', async () => {
    const asked = async (form: Record<string, string>) =>
      (await on.ask('/app/files', { token: good(OWN), form: { ...ORDERS, ...form } })).status;
    expect(await asked({ query: 'reason=nothing' })).toBe(404);
    for (const query of [
      'asOf=0000-01-01',
      'asOf=x',
      'asOf=2001-01-01',
      'who=v9+n.2',
      'who=v1+stage.none',
    ])
      expect([query, await asked({ what: 'customers', query })]).toEqual([query, 404]);
    expect(await asked({ what: 'nothing' })).toBe(400);
    expect(await asked({ language: 'xx' })).toBe(400);
    expect(await asked({ query: 'a'.repeat(4_001) })).toBe(400);
    const ticket = await makeTicket(OWN);
    const head = await fetch(
      new URL(`/app/files/open?ticket=${ticket}&id_token=${good(OWN)}`, on.appUrl()),
      { method: 'HEAD' },
    );
    expect(head.status).toBe(405);
    expect((await open(ticket, good(OWN))).status).toBe(200);
  });
});

describe.each(merchants)('the door $path', ({ path, routes }) => {
  const data = routes.filter((route) => route.startsWith('routes/admin/'));

  it.each([...FORGED, ...BUYERS])(
    'refuses a session token that %s, and reveals nothing',
    async (_, make) => {
      const before = await on.written();
      const asked = [
        // 400: a door for forms alone has nothing to read
        ...data.map((_data) => ({ may: [400, 401], token: make(), query: { _data } })),
        { may: [401, 405], token: make(), form: FORM },
        // a document request without a valid token is redirected to get one
        { may: [302, 400, 401], query: { id_token: make(), shop: OTHER, embedded: '1' } },
      ];
      for (const { may, ...request } of asked) {
        const answer = await on.ask(othersOf(path), request);
        expect(may).toContain(answer.status);
        expect(await leaks(answer)).toEqual([]);
      }
      expect(await on.written()).toEqual(before);
    },
  );

  it('shows and changes nothing of another shop, whatever the address and the form name', async () => {
    const before = await on.written();
    const host = Buffer.from('admin.shopify.com/store/other-shop').toString('base64url');
    const id = String(on.other());
    const named = { shop: OTHER, host, shopId: id, shop_id: id };
    for (const request of [
      { query: named },
      { query: { ...named, _data: data.at(-1) ?? '' } },
      { query: named, form: { ...named, ...FORM } },
    ]) {
      const answer = await on.ask(othersOf(path), { token: good(OWN), ...request });
      expect(answer.status).toBeLessThan(500);
      expect(await leaks(answer)).toEqual([]);
    }
    expect(await on.written()).toEqual(before);
  });
});

const guessable = Object.keys(GUESSES).filter((path) => !path.startsWith('/auth'));

it.each(guessable)('an id of another shop at %s gets the reply of an unknown id', async (path) => {
  const missing = new Set<string>();
  for (const guess of GUESSES[path]?.() ?? []) {
    const answer = await on.ask(filled(path, guess), { token: good(OWN) });
    expect(await leaks(answer), guess).toEqual([]);
    const text = await answer.text();
    // an invalid address
    if (answer.status === 400) {
      expect(text, guess).toBe('');
      continue;
    }
    expect(answer.status, guess).toBe(404);
    if (text.startsWith('<')) expect(text, guess).toMatch(/<title>(.* · )?Omega<\/title>/);
    // the scripts of a page repeat the address
    missing.add(text.replaceAll(/<script[^]*?<\/script>/g, ''));
  }
  expect(missing.size).toBe(1);
});

describe.each(allDoors().filter(({ path }) => path.startsWith('/webhooks/')))(
  'the door $path',
  ({ path }) => {
    const deliver = (body: string, domain: string, signed = body) =>
      fetch(new URL(path, on.appUrl()), {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-shopify-topic': 'orders/updated',
          'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET).update(signed).digest('base64'),
          'x-shopify-shop-domain': domain,
          'x-shopify-api-version': API_VERSION,
          'x-shopify-webhook-id': randomUUID(),
        },
      });

    it('refuses an altered request', async () => {
      const before = await on.written();
      const answer = await deliver('{"id":2}', OTHER, '{"id":1}');
      expect([answer.status, await answer.text()]).toEqual([401, '']);
      expect(await on.written()).toEqual(before);
    });

    it('answers an unknown shop like a known one', async () => {
      const known = await deliver('{"id":1}', OWN);
      const unknown = await deliver('{"id":1}', 'nobody.myshopify.com');
      expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()]);
    });

    it('changes nothing of another shop whose ids it gets', async () => {
      const before = await on.written();
      const [order] = await on.db.query('select id::text from orders where shop_id = $1 limit 1', [
        on.other(),
      ]);
      const gid = `gid://shopify/Order/${String(order?.id)}`;
      const told = { id: Number(order?.id), admin_graphql_api_id: gid, shop_domain: OTHER };
      await deliver(JSON.stringify({ ...told, shop_id: on.other() }), OWN);
      expect(await on.written()).toEqual(before);
      const notices = await on.db.query('select 1 from reread_requests where shop_id = $1', [
        on.other(),
      ]);
      expect(notices).toEqual([]);
    });
  },
);

describe('the doors of buyers', () => {
  const KEY = { kind: 'answer', language: 'ja', score: 9 };
  const answer = (says: object) => JSON.stringify({ ...KEY, key: randomUUID(), ...says });
  const knock = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, on.appUrl()), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', origin: 'null', ...headers },
    });
  const atCheckout = (says: object, bearer: string) =>
    knock('/checkout/survey', answer({ source: 'thank_you', ...says }), {
      authorization: `Bearer ${bearer}`,
    });
  const buyerOf = (dest: string) => sessionToken({ says: { dest } });

  it.each([...FORGED, ...MERCHANTS])(
    'refuse a session token that %s, and reveal nothing',
    async (_, make) => {
      const before = await on.written();
      const answer = await atCheckout({ order: '1' }, make());
      expect(answer.status).toBe(401);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(await leaks(answer)).toEqual([]);
      expect(await on.written()).toEqual(before);
    },
  );

  it('refuse a message that is signed for one shop and names another', async () => {
    const before = await on.written();
    const query = proxied([], { shop: OWN, customer: '1' });
    query.set('shop', OTHER);
    const answered = await knock(
      `/proxy/survey?${String(query)}`,
      answer({ source: 'storefront' }),
    );
    expect(answered.status).toBe(401);
    expect(await on.written()).toEqual(before);
  });

  it('store an answer about an order of another shop in their own shop, where no row refers to it', async () => {
    const before = await on.written();
    // an order that is read later takes its answer with it, so the own shop has none of this number
    const [order] = await on.db.query(
      `select id::text from orders where shop_id = $1
         and id > (select max(id) from orders own where own.shop_id = $2) limit 1`,
      [on.other(), on.own()],
    );
    expect(order).toBeDefined();
    const says = { order: String(order?.id), number: 'NO1', shop: OTHER, shop_id: on.other() };
    const answered = await atCheckout(says, buyerOf(OWN));
    expect(answered.status).toBe(200);
    expect(await on.written()).toEqual(before);
    expect(
      await on.db.query(
        `select answer.shop_id, own.id as joined from survey_waiting answer
         left join orders own on own.shop_id = answer.shop_id and own.id = answer.order_id
         where answer.order_id = $1`,
        [order?.id],
      ),
    ).toEqual([{ shop_id: on.own(), joined: null }]);
  });

  it('let extensions read every reply, also refusals of the server itself', async () => {
    const at = new URL('/checkout/survey', on.appUrl());
    const allowed = async (init: RequestInit) => {
      const { status, headers } = await fetch(at, init);
      return [status, headers.get('access-control-allow-origin')];
    };
    expect(await allowed({ method: 'OPTIONS', headers: { origin: 'null' } })).toEqual([204, '*']);
    expect(await allowed({ method: 'GET' })).toEqual([405, '*']);
    expect(await allowed({ method: 'PUT', body: '{}' })).toEqual([401, '*']);
    expect(await allowed({ method: 'POST', body: 'x'.repeat(16_385) })).toEqual([413, '*']);
    // a body without a size and without an end; without a token it is not read at all
    for (const [headers, status] of [
      [{ authorization: `Bearer ${buyerOf(OWN)}` }, 413],
      [{}, 401],
    ] as const) {
      const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
      const endless = request(at, { method: 'POST', headers }, resolve).on(
        'error',
        () => undefined,
      );
      endless.write('x'.repeat(20_000));
      const answer = await promise;
      expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([
        status,
        '*',
      ]);
      endless.destroy();
    }
  });
});
