import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { csvText } from '../../../app/csv';
import { streamFile, type FilePage } from '../../../app/files/stream.server';
import type { FileWords } from '../../../app/metrics/people/file-line.sql';
import { peopleInParts } from '../../../app/metrics/people/people-in-parts.server';
import { rulerOf, type Ruler } from '../../../app/metrics/people/ruler';
import { readSnapshot } from '../../../app/metrics/read.server';
import { pool, prisma, shopIdSchema, withShop, type ShopId } from '../../../app/store/db.server';
import { RANKS, STATES } from '../../../app/terms/people';
import { SEGMENTS } from '../../../app/terms/segments';
import { STAGES } from '../../../app/terms/stages';
import type { MeasuredExport } from './people-messages';

/** A process of `bench:people`: reads the file of all customers as its door does, beside a plain COPY of the same rows. */
const ROUNDS = 3;

const cells = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, csvText(`お客様 ${key}`)])) as Record<Key, string>;
const WORDS: FileWords = {
  ...{ stage: cells(STAGES), segment: cells(SEGMENTS), state: cells(STATES), rank: cells(RANKS) },
  ...{ yes: csvText('はい'), no: csvText('いいえ') },
};

async function* linesOf(shop: ShopId, ruler: Ruler): AsyncGenerator<FilePage> {
  for await (const part of peopleInParts(shop, {
    who: [],
    ids: null,
    ruler,
    words: WORDS,
    decimals: 0,
  })) {
    const lines = part.map(
      ({ line, source }) => `${line},${source === null ? '' : csvText(source)}\r\n`,
    );
    yield { rows: part.length, text: lines.join('') };
  }
}

async function exported(shop: ShopId, ruler: Ruler): Promise<{ ms: number; rows: number }> {
  let rows = 0;
  const file = { name: 'a.csv', type: 'text/csv', head: '\r\n', pages: linesOf(shop, ruler) };
  const stream = streamFile(file, (sent) => Promise.resolve(void (rows = sent)));
  const from = performance.now();
  const reader = stream.getReader();
  while (!(await reader.read()).done);
  return { ms: performance.now() - from, rows };
}

/** The columns of the file as they are stored. */
async function copied(shop: ShopId): Promise<number> {
  const from = performance.now();
  await withShop(shop, async (tx) => {
    const copy = tx.connection.query(
      copyTo(`copy (
        select customer_id, stage, segment, purchases, orders, revenue_shop_amount, margin_shop_amount, first_day, second_day,
          last_day, own_expected, score, answered_day, email_consent, sms_consent, subscription_orders, last_subscription_day,
          discounted_purchases, first_products, second_products, first_discounted, first_source
        from people where shop_id = ${String(shop)} order by customer_id) to stdout (format csv)`),
    );
    await pipeline(copy, new Writable({ write: (_chunk, _encoding, done) => done() }));
  });
  return performance.now() - from;
}

const peakNow = (): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1_024;

const shop = shopIdSchema.parse(z.coerce.number().parse(process.argv[2]));
const read = await readSnapshot(shop);
if (read === null) throw new Error('no snapshot');
const ruler = rulerOf(read.snapshot);
const fastest = { exported: Infinity, copied: Infinity };
let rows = 0;
let peakMb = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const found = await exported(shop, ruler);
  rows = found.rows;
  fastest.exported = Math.min(fastest.exported, found.ms);
  // before the COPY, which is the measurement's own
  if (round === 0) peakMb = peakNow();
  fastest.copied = Math.min(fastest.copied, await copied(shop));
}
const answer: MeasuredExport = {
  rowsPerSecond: Math.round((rows * 1_000) / fastest.exported),
  ratio: fastest.exported / fastest.copied,
  rssMb: peakMb,
};
await prisma.$disconnect();
await pool.end();
if (process.send === undefined) process.stdout.write(`${JSON.stringify(answer, null, 1)}\n`);
else
  process.send(answer, () => {
    process.disconnect();
  });
