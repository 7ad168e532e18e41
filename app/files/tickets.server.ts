import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { now } from '../clock.server';
import { one, rows, sql, withShop, type ShopId, type Sql } from '../store/db.server';
import {
  DOWNLOAD_ENDS,
  FILE_KINDS,
  MOST_DOWNLOADS,
  type DownloadEnd,
  type DownloadRefusal,
} from '../terms/files';

/** Seconds in which an address must be opened. */
const TICKET_SECONDS = 60;
/** Addresses that a shop may ask for in that time. */
const MOST_TICKETS = 30;
/** Seconds without a row sent after which a download counts as over: its process may have been killed. */
const SILENT_SECONDS = 120;

/** What opens one file once: the ticket, and the member of the staff for whom it was made. */
export interface Holder {
  ticket: string;
  /** number at Shopify */
  member: string;
}

const fileSchema = z.object({
  what: z.enum(FILE_KINDS),
  query: z.string(),
  language: z.enum(['ja', 'en']),
});
/** Which file: its rows as the query of an address says them, its words in a language. */
export type AskedFile = z.output<typeof fileSchema>;

/** The ticket has 256 random bits, so that the hash needs no key; for another member of the staff it is another one. */
const hashOf = ({ ticket, member }: Holder): Buffer =>
  createHash('sha256').update(`${ticket} ${member}`).digest();

const before = (seconds: number): Sql =>
  sql`${now()}::timestamptz - make_interval(secs => ${seconds}::int)`;

/** Makes a ticket, which opens the file within a minute. */
export async function makeTicket(
  shop: ShopId,
  member: string,
  file: AskedFile,
): Promise<{ ticket: string } | { refused: DownloadRefusal }> {
  const ticket = randomBytes(32).toString('base64url');
  return await withShop(shop, async (tx) => {
    const { lately, running } = await one(
      tx,
      z.object({ lately: z.number().int(), running: z.number().int() }),
      sql`
      select (count(*) filter (where requested_at > ${before(TICKET_SECONDS)}))::int as lately,
        (count(*) filter (where outcome is null and sent_at > ${before(SILENT_SECONDS)}))::int as running
      from download_tickets where shop_id = ${shop}`,
    );
    if (running >= MOST_DOWNLOADS) return { refused: 'busy' };
    if (lately >= MOST_TICKETS) return { refused: 'often' };
    // words that the merchant searched for may be among them
    await tx.query(sql`
      update download_tickets set query = ''
      where shop_id = ${shop} and opened_at is null and query <> '' and requested_at <= ${before(TICKET_SECONDS)}`);
    await tx.query(sql`
      insert into download_tickets (shop_id, ticket_hash, what, query, language, requested_at)
      values (${shop}, ${hashOf({ ticket, member })}, ${file.what}, ${file.query}, ${file.language}, ${now()})`);
    return { ticket };
  });
}

/**
 * Spends a ticket: it opens its file once.
 * @returns the file; null for an expired or used ticket, another shop's and one of another member of the staff
 */
export async function spendTicket(shop: ShopId, holder: Holder): Promise<AskedFile | null> {
  const [file] = await withShop(shop, (tx) =>
    rows(
      tx,
      fileSchema,
      sql`
      with found as (
        select ticket_hash, what, query, language from download_tickets
        where shop_id = ${shop} and ticket_hash = ${hashOf(holder)} and opened_at is null
          and requested_at > ${before(TICKET_SECONDS)}
        for update
      )
      update download_tickets own set opened_at = ${now()}, sent_at = ${now()}, query = ''
      from found where own.shop_id = ${shop} and own.ticket_hash = found.ticket_hash
      returning found.what, found.query, found.language`,
    ),
  );
  return file ?? null;
}

/** Writes down how far a download is. @param end null: it goes on */
export async function noteDownload(
  shop: ShopId,
  holder: Holder,
  sentRows: number,
  end: DownloadEnd | null,
): Promise<void> {
  await withShop(shop, (tx) =>
    tx.query(sql`
      update download_tickets set sent_rows = ${sentRows}, sent_at = ${now()}, outcome = ${end}
      where shop_id = ${shop} and ticket_hash = ${hashOf(holder)}`),
  );
}

/** How far a download is; waiting: its address was not opened yet. */
export interface DownloadProgress {
  state: 'waiting' | 'running' | DownloadEnd;
  rows: number;
}

/** @returns null for an unknown ticket, another shop's and one of another member of the staff */
export async function readDownload(shop: ShopId, holder: Holder): Promise<DownloadProgress | null> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({
        rows: z.number().int(),
        opened: z.boolean(),
        silent: z.boolean(),
        outcome: z.enum(DOWNLOAD_ENDS).nullable(),
      }),
      sql`
      select sent_rows as rows, opened_at is not null as opened, outcome,
        coalesce(sent_at, requested_at) < ${before(SILENT_SECONDS)} as silent
      from download_tickets where shop_id = ${shop} and ticket_hash = ${hashOf(holder)}`,
    ),
  );
  if (found === undefined) return null;
  const going = found.opened ? 'running' : 'waiting';
  return { state: found.outcome ?? (found.silent ? 'failed' : going), rows: found.rows };
}
