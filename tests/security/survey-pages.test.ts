import { beforeEach, describe, expect, it } from 'vitest';
import { DOMAIN, running, type Asked } from '../support/doors/running-doors';

const on = running();

const SETTINGS = 'enabled=on&onThankYou=on&askAgainAfterDays=45&proxyPath=%2Fapps%2Fomega';
const OWN = { origin: 'https://omega.example' };

let own = 0;
let others = '';
beforeEach(async () => {
  await on.db.query('truncate survey_answers cascade');
  await on.db.query(
    `insert into shops (domain, name, currency, timezone, installed_at, settings)
     select domain, domain, 'JPY', 'Asia/Tokyo', now(), '{}'
     from unnest(array['${DOMAIN}', 'other.myshopify.com']) domain
     on conflict (domain) do update set settings = '{}', currency = 'JPY', timezone = 'Asia/Tokyo'`,
  );
  own = Number(await voiceOf(DOMAIN, 'わたしの店の声'));
  others = await voiceOf('other.myshopify.com', 'othermark');
});

/** @returns the id of an answer whose writer has agreed to its publication */
async function voiceOf(domain: string, comment: string): Promise<string> {
  const [row] = await on.db.query(
    `insert into survey_answers (shop_id, order_id, source, score, comment, language, answered_at, changed_at, voice_state, voice_at)
     select id, 1, 'thank_you', 3, $2, 'ja', now(), now(), 'consented', now() from shops where domain = $1
     returning id::text`,
    [domain, comment],
  );
  return String(row?.id);
}

const signed = () => ({ authorization: `Bearer ${on.token()}` });
const form = (body: string, headers: Record<string, string>): Asked => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});
const said = (answer: { text: string }): unknown => JSON.parse(answer.text);
const settings = async () => {
  const [row] = await on.db.query('select settings from shops where domain = $1', [DOMAIN]);
  return row?.settings;
};
const states = async () => {
  const rows = await on.db.query(
    'select id::text, voice_state, rewarded from survey_answers order by id',
  );
  return rows.map(({ id, voice_state, rewarded }) => [id, voice_state, rewarded]);
};

const pages = {
  nps: '/app/nps?_data=routes%2Fadmin%2Fnps%2Froute',
  answers: '/app/nps/answers?_data=routes%2Fadmin%2Fnps%2Fanswers',
  voices: '/app/nps/voices?_data=routes%2Fadmin%2Fnps%2Fvoices',
  survey: '/app/nps/survey?_data=routes%2Fadmin%2Fnps%2Fsurvey',
};

describe('the pages of the survey', () => {
  it.each(Object.keys(pages) as (keyof typeof pages)[])(
    '%s shows a merchant their own shop, and nothing of another one',
    async (name) => {
      const answer = await on.ask(pages[name], { headers: signed() });
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('othermark');
      if (name === 'answers' || name === 'voices') expect(answer.text).toContain('わたしの店の声');
    },
  );

  it('ignore invalid filters of an address', async () => {
    for (const odd of [
      'page=0',
      'page=-1',
      'page=1e9',
      'group=%00',
      'source=%27%3B',
      'reason[]=x',
    ]) {
      const answer = await on.ask(`${pages.answers}&${odd}`, { headers: signed() });
      expect([answer.status, answer.text.includes('わたしの店の声')], odd).toEqual([200, true]);
    }
  });
});

describe('the settings’ form', () => {
  const send = (body: string, headers = { ...signed(), ...OWN }) =>
    on.ask(pages.survey, form(body, headers));

  it('is accepted from the merchant’s own page', async () => {
    const answer = await send(SETTINGS);
    expect([answer.status, said(answer)]).toEqual([200, { saved: true }]);
    expect(await settings()).toMatchObject({
      survey: { askAgainAfterDays: 45, onOrderStatus: false },
    });
  });

  it.each([
    ['nothing', '', ['askAgainAfterDays', 'proxyPath']],
    ['a link that is a script', `${SETTINGS}&shareUrl=javascript%3Aalert(1)`, ['shareUrl']],
    ['too many words', `${SETTINGS}&question_ja=${'a'.repeat(300)}`, ['question_ja']],
  ])('changes nothing with %s', async (_, body, wrong) => {
    const answer = await send(body);
    expect([answer.status, said(answer)]).toEqual([400, { wrong }]);
    expect(await settings()).toEqual({});
  });

  it('changes nothing from another site, or without a signed-in merchant', async () => {
    const forged = [
      { ...signed(), origin: 'https://evil.example' },
      { origin: 'https://omega.example' },
      { ...OWN, authorization: 'Bearer e30.e30.e30' },
    ];
    for (const headers of forged) {
      const answer = await on.ask(pages.survey, form(SETTINGS, headers));
      // 204: a redirect to the sign-in, as Remix sends it to a page's script
      expect([204, 401, 403]).toContain(answer.status);
    }
    expect(await settings()).toEqual({});
  });
});

describe('the addresses of pages before they moved below NPS and the settings', () => {
  const host = Buffer.from('admin.shopify.com/store/tiny').toString('base64url');
  const EMBEDDED = `shop=${DOMAIN}&host=${host}&embedded=1&locale=ja`;
  const VIEW = 'asOf=2026-05-01&compare=off&x=a+b&x=%E8%8C%B6';
  const MOVED = [
    ['/app/survey', '/app/nps/survey'],
    ['/app/privacy', '/app/settings/privacy'],
    ['/app/survey/', '/app/nps/survey'],
    ['/app/survey/links', '/app/nps/survey'],
  ] as const;
  /** The path and query of a redirect within the app. */
  const target = ({ headers }: { headers: { location?: string } }) =>
    (headers.location ?? '').replace(/^https:\/\/omega\.example(?=\/)/, '');

  it.each(MOVED)('%s leads to %s with the whole query', async (old, moved) => {
    for (const query of ['', `?${VIEW}`, `?${EMBEDDED}&${VIEW}`]) {
      const answer = await on.ask(`${old}${query}`, { headers: signed() });
      expect([answer.status, target(answer)]).toEqual([307, `${moved}${query}`]);
    }
  });

  it.each(MOVED)('%s signs a document in by its token, and %s again', async (old) => {
    const answer = await on.ask(`${old}?${EMBEDDED}&id_token=${on.token()}`);
    expect([answer.status, target(answer)]).toEqual([307, expect.stringContaining('id_token=')]);
    expect((await on.ask(target(answer))).status).toBe(200);
  });

  it('fetches a token for a document without one, and comes back to the whole address', async () => {
    const answer = await on.ask(`/app/survey?${EMBEDDED}&${VIEW}`);
    const asked = new URL(answer.headers.location ?? '', 'https://omega.example');
    expect([answer.status, asked.pathname]).toEqual([302, '/auth/session-token']);
    const back = new URL(asked.searchParams.get('shopify-reload') ?? '');
    expect(back.pathname).toBe('/app/survey');
    expect(back.searchParams.getAll('x')).toEqual(['a b', '茶']);
    expect(back.searchParams.get('host')).toBe(host);
  });

  it('sends a form on whole, which saves nothing by itself', async () => {
    const sent = form(SETTINGS, { ...signed(), ...OWN });
    const answer = await on.ask(`/app/survey?${VIEW}`, sent);
    expect([answer.status, target(answer)]).toEqual([307, `/app/nps/survey?${VIEW}`]);
    expect(await settings()).toEqual({});
    expect((await on.ask(target(answer), sent)).status).toBe(200);
    expect(await settings()).toMatchObject({ survey: { askAgainAfterDays: 45 } });
  });
});

describe('the file of links for mails', () => {
  it('is sent only to a signed-in merchant', async () => {
    const asked = 'what=surveyLinks&query=&language=ja';
    const made = await on.ask('/app/files', form(asked, { ...signed(), ...OWN }));
    expect(made.status).toBe(200);
    const { ticket } = JSON.parse(made.text) as { ticket: string };
    const stranger = await on.ask(`/app/files/open?ticket=${ticket}`);
    expect([stranger.status, stranger.text]).toEqual([401, '']);
    const answer = await on.ask(`/app/files/open?ticket=${ticket}&id_token=${on.token()}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'text/csv; charset=utf-8',
    ]);
    expect(answer.text).toContain('survey_link');
    expect(answer.headers['cache-control']).toBe('private, no-store');
  });
});

describe('the testimonials’ buttons', () => {
  const press = (body: string, headers = { ...signed(), ...OWN }) =>
    on.ask(pages.voices, form(body, headers));

  it('publish and withdraw a testimonial of the merchant’s own shop', async () => {
    const published = await press(`intent=publish&id=${own}&rewarded=1`);
    expect([published.status, said(published)]).toEqual([200, { done: 'published' }]);
    expect(await states()).toContainEqual([String(own), 'published', true]);
    expect(said(await press(`intent=withdraw&id=${own}`))).toEqual({ done: 'withdrawn' });
    expect(said(await press(`intent=publish&id=${own}`))).toEqual({ gone: true });
    expect(await states()).toContainEqual([String(own), 'withdrawn', true]);
  });

  it('treat an id of another shop as unknown', async () => {
    const before = await states();
    const ids = [others, '999999', '0', '-1', '', 'null', `${others}%20or%20true`, '%00'];
    for (const intent of ['publish', 'withdraw'])
      for (const id of ids) {
        const answer = await press(`intent=${intent}&id=${id}`);
        expect([answer.status, answer.text], id).toEqual([404, '']);
      }
    expect(await states()).toEqual(before);
  });

  it('do nothing with an invalid form, or from another site', async () => {
    const before = await states();
    for (const body of ['', `id=${own}`, `intent=delete&id=${own}`])
      expect((await press(body)).status).toBe(400);
    const stolen = { ...signed(), origin: 'https://evil.example' };
    expect((await press(`intent=publish&id=${own}`, stolen)).status).toBe(403);
    expect(await states()).toEqual(before);
  });
});
