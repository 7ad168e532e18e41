import { beforeEach, describe, expect, it } from 'vitest';
import { running, type Asked } from '../support/doors/running-doors';

const on = running();

/** The effect of the form: a requested day is a row and a job. */
const days = async () => await on.db.query('select as_of::text as day from snapshot_requests');
beforeEach(async () => {
  await on.db.query('delete from snapshot_requests');
  await on.db.query(
    `insert into shops (domain, name, currency, timezone, installed_at)
     values ('tiny.myshopify.com', 'Tiny', 'JPY', 'Asia/Tokyo', now()) on conflict do nothing`,
  );
});

const form = (headers: Record<string, string>): Asked => ({
  method: 'POST',
  body: 'lastDay=2026-01-01&page=/app',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});
const signed = () => ({ authorization: `Bearer ${on.token()}` });

describe('a form that another site makes a merchant’s browser send', () => {
  it('takes effect if the merchant’s own page sends it', async () => {
    const answer = await on.ask(
      '/app/past-day',
      form({ ...signed(), origin: 'https://omega.example' }),
    );
    expect(answer.status).toBe(302);
    expect(await days()).toEqual([{ day: '2026-01-02' }]);
  });

  it.each([
    [
      'with only the headers that a browser adds by itself',
      () => ({ origin: 'https://evil.example' }),
    ],
    ['with cookies', () => ({ cookie: `id_token=${on.token()}; session=offline_tiny` })],
    ['with an unsigned token', () => ({ authorization: 'Bearer e30.e30.e30' })],
    ['with a stolen token', () => ({ ...signed(), origin: 'https://evil.example' })],
    ['from a similar host', () => ({ ...signed(), origin: 'https://omega.example.evil.example' })],
    [
      'that claims the app’s host as its own',
      () => ({ ...signed(), origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }),
    ],
  ])('does nothing %s', async (_, headers) => {
    const answer = await on.ask('/app/past-day', form(headers()));
    expect([302, 401, 403, 410]).toContain(answer.status);
    expect(answer.headers.location ?? '/auth/login').toMatch(/^\/auth\//);
    expect(await days()).toEqual([]);
  });

  it('does nothing as a link', async () => {
    const answer = await on.ask('/app/past-day?lastDay=2026-01-01&page=/app', {
      headers: signed(),
    });
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(await days()).toEqual([]);
  });
});
