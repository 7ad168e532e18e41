import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import {
  makeTicket,
  noteDownload,
  readDownload,
  spendTicket,
  type AskedFile,
} from '../../app/files/tickets.server';
import { removeExpired } from '../../app/privacy/expire/remove-expired.server';
import type { ShopId } from '../../app/store/db.server';
import { MOST_DOWNLOADS } from '../../app/terms/files';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';

const db = await database();
const FILE: AskedFile = { what: 'orders', query: 'reason=test', language: 'ja' };
const MEMBER = '871234509';
let shop: ShopId;
let other: ShopId;
beforeAll(async () => {
  shop = await addShop(db, 'own.myshopify.com');
  other = await addShop(db, 'other.myshopify.com');
});
beforeEach(async () => {
  await db.query('delete from download_tickets');
});
const offset = env().CLOCK_OFFSET_MS;
afterEach(() => {
  env().CLOCK_OFFSET_MS = offset;
});
const later = (seconds: number) => {
  env().CLOCK_OFFSET_MS += seconds * 1_000;
};

async function made(of: ShopId = shop): Promise<{ ticket: string; member: string }> {
  const ticket = await makeTicket(of, MEMBER, FILE);
  if ('refused' in ticket) throw new Error(ticket.refused);
  return { ...ticket, member: MEMBER };
}
const state = async (holder: { ticket: string; member: string }) =>
  (await readDownload(shop, holder))?.state;

describe('the ticket of a file', () => {
  it('opens it once, for its shop and its member of the staff', async () => {
    const holder = await made();
    expect(await spendTicket(other, holder)).toBeNull();
    expect(await spendTicket(shop, { ...holder, member: '43' })).toBeNull();
    expect(await spendTicket(shop, { ...holder, ticket: holder.ticket.toLowerCase() })).toBeNull();
    expect(await spendTicket(shop, holder)).toEqual(FILE);
    expect(await spendTicket(shop, holder)).toBeNull();
  });

  it('opens it once, however many browsers ask at the same time', async () => {
    const holder = await made();
    const opened = await Promise.all(Array.from({ length: 8 }, () => spendTicket(shop, holder)));
    expect(opened.filter((file) => file !== null)).toEqual([FILE]);
  });

  it('opens nothing after a minute', async () => {
    const [early, late] = [await made(), await made()];
    later(59);
    expect(await spendTicket(shop, early)).toEqual(FILE);
    later(2);
    expect(await spendTicket(shop, late)).toBeNull();
  });

  it('is stored as a hash, without the member, and without its rows once it was opened', async () => {
    const holder = await made();
    await spendTicket(shop, holder);
    const [row] = await db.query('select row::text as text from download_tickets row');
    expect(String(row?.text)).not.toContain(holder.ticket);
    expect(String(row?.text)).not.toMatch(/reason=test|871234509/);
  });

  it('loses its rows with the shop’s next ticket, where it was never opened', async () => {
    await made();
    const queries = async () =>
      (await db.query('select query from download_tickets order by requested_at')).map(
        ({ query }) => query,
      );
    later(59);
    await made();
    expect(await queries()).toEqual([FILE.query, FILE.query]);
    later(2);
    await made();
    expect(await queries()).toEqual(['', FILE.query, FILE.query]);
  });

  it('is refused where a shop asks for many within a minute, or many files are being sent', async () => {
    for (let count = 0; count < 30; count += 1) await made();
    expect(await makeTicket(shop, MEMBER, FILE)).toEqual({ refused: 'often' });
    await made(other);
    later(61);
    for (let count = 0; count < MOST_DOWNLOADS; count += 1) await spendTicket(shop, await made());
    expect(await makeTicket(shop, MEMBER, FILE)).toEqual({ refused: 'busy' });
    // a process that was killed says nothing any more
    later(121);
    await made();
  });
});

describe('the progress of a download', () => {
  it('is that of its own shop and member', async () => {
    const holder = await made();
    expect(await readDownload(shop, holder)).toEqual({ state: 'waiting', rows: 0 });
    await spendTicket(shop, holder);
    await noteDownload(shop, holder, 20_000, null);
    expect(await readDownload(shop, holder)).toEqual({ state: 'running', rows: 20_000 });
    expect(await readDownload(other, holder)).toBeNull();
    expect(await readDownload(shop, { ...holder, member: '43' })).toBeNull();
    await noteDownload(shop, holder, 31_000, 'done');
    later(500);
    expect(await readDownload(shop, holder)).toEqual({ state: 'done', rows: 31_000 });
  });

  it('is a failure where nothing is heard of it any more', async () => {
    const holder = await made();
    await spendTicket(shop, holder);
    later(119);
    expect(await state(holder)).toBe('running');
    later(2);
    expect(await state(holder)).toBe('failed');
  });
});

it('the night removes tickets, but those of the last hours', async () => {
  const old = await made();
  later(86_000);
  const young = await made();
  later(500);
  await removeExpired();
  expect(await state(old)).toBeUndefined();
  expect(await state(young)).toBeDefined();
});
