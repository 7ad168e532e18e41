import { BadOrderExport } from './bad-order-export';
import { blockWriter, createBlocks, type Block } from './block';
import { chooseZone, FileOffsets, type ZoneChoice, type ZoneHints } from './choose-zone';
import { EXPECTED, FAULTS } from './faults';
import { isHead, readHead } from './head';
import { COLUMNS } from './columns';
import { clockOf } from '../../store/zoned-time';
import { minorDigits } from '../minor-units';
import { notesOf } from './notes';
import { readGoods } from './order-line';
import { Catalogue, numberProducts } from './products';
import { readFile, type FileFound } from './read-file';
import type { Clock, Row } from './row';
import type { Language } from './said';
import { assignOrderIds, numberCustomers, settleOrders } from './settle';
import type { Sources } from './sources';
import type { Spill } from './spill';
import { integer, optional, text } from './spill';
import { WrongEncoding } from './text';

/** Facts that need all files. */
export interface FileFacts {
  orders: number;
  /** the orders' commonest currency, the first by name among equals; null without orders */
  currencyCode: string | null;
  taxesIncluded: boolean;
  /** the shop's IANA zone: the given one, or one that fits the files' offsets */
  timezone: string;
  /** how the zone was chosen; null if it was given */
  zone: ZoneChoice | null;
  /** times of the first and the last order, regardless of `until`; orders of 2200 or later are in no metric */
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  /** missing facts, guesses and orders that were set apart, a sentence each */
  notes: string[];
}

export interface LoadOptions {
  /** the shop's existing IANA zone, used for times without an offset */
  timezone?: string | undefined;
  language?: Language | undefined;
  /** called with the read share of the files, 0 to 1 */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Files to read as Shift_JIS, by index, each with the line that is not UTF-8. */
export type ShiftJisFiles = ReadonlyMap<number, number>;

/** A file is not UTF-8 and may be Shift_JIS: the caller must read all files again. */
export class MaybeShiftJis extends Error {
  constructor(
    readonly file: number,
    readonly line: number,
  ) {
    super(`file ${file} is not UTF-8`);
  }
}

/**
 * Reads all files into the spill and checks every row of them.
 * @throws BadOrderExport at the first unreadable row
 * @throws MaybeShiftJis when a file needs another encoding than UTF-8
 */
export async function load(
  { sources, others }: Sources,
  shiftJis: ShiftJisFiles,
  spill: Spill,
  { timezone, language = 'en', onProgress = () => undefined }: LoadOptions,
): Promise<FileFacts> {
  const loader = new Loader(spill, timezone === undefined ? null : clockOf(timezone));
  const all = sources.reduce((sum, { size }) => sum + size, 0);
  const fileName = (file: number): string | null =>
    sources.length > 1 ? (sources[file]?.label ?? null) : null;
  const found: FileFound[] = [];
  let read = 0;
  spill.run('BEGIN');
  for (const [file, source] of sources.entries()) {
    loader.file = file;
    try {
      found.push(
        await readFile(
          source,
          shiftJis.has(file) ? 'shift_jis' : undefined,
          (row) => loader.add(row),
          (bytes) => {
            read += bytes;
            onProgress(Math.min(1, read / all));
          },
        ),
      );
      loader.endFile();
    } catch (error) {
      if (error instanceof BadOrderExport) throw error.inFile(fileName(file));
      if (!(error instanceof WrongEncoding)) throw error;
      const line = shiftJis.get(file) ?? error.line;
      if (error.maybeShiftJis) throw new MaybeShiftJis(file, line);
      throw new BadOrderExport({ line, column: null, ...FAULTS.encoding }).inFile(fileName(file));
    }
  }
  const met = settleOrders(spill, !loader.lostIds, fileName);
  assignOrderIds(spill);
  const byPhone = numberCustomers(spill);
  numberProducts(spill);
  spill.run('COMMIT');
  const facts = factsOf(spill);
  const said = { currency: facts.currencyCode, country: commonestCountry(spill) };
  const zone = timezone === undefined ? loader.zone(said, sources.length) : null;
  const notes = notesOf({
    files: found,
    others,
    lostIds: loader.lostIds,
    ...met,
    byPhone,
    zone,
    said,
  }).map((note) => note[language]);
  return { ...facts, timezone: timezone ?? zone?.timezone ?? 'UTC', zone, notes };
}

class Loader {
  file = 0;
  /** a spreadsheet has rounded Ids to "5.5E+12" */
  lostIds = false;
  private readonly offsets = new FileOffsets();
  private readonly catalogue: Catalogue;
  private readonly write;
  private block: Block | undefined;

  constructor(
    spill: Spill,
    private readonly clock: Clock | null,
  ) {
    createBlocks(spill, 'orders');
    this.write = blockWriter(spill, 'orders');
    this.catalogue = new Catalogue(spill);
  }

  /** Parses the whole row before it stores any of it. */
  add(row: Row): void {
    const name = row.text('name');
    if (name === '') throw row.bad('name', EXPECTED.name);
    const id = row.id();
    const isFirst = isHead(row);
    const stamp =
      isFirst || row.text('createdAt') !== '' ? row.time('createdAt', this.clock) : null;
    const head = isFirst && stamp !== null ? readHead(row, stamp.instant, this.clock) : null;
    const goods = readGoods(row);
    if (id === 'lost') this.lostIds = true;
    if (stamp !== null) this.offsets.add(stamp);

    const own = id === 'lost' ? null : id;
    const block = this.blockFor(name, own, head, row.line);
    if (goods === null) return;
    this.catalogue.add(goods);
    const claim =
      head === null
        ? {
            id: own,
            created: stamp?.instant ?? null,
            email: row.text('email').toLowerCase() || null,
          }
        : null;
    block.lines.push({ goods, claim });
  }

  /**
   * The zone that fits the files' own offsets.
   * @throws BadOrderExport if none does
   */
  zone(hints: ZoneHints, files: number): ZoneChoice {
    const zone = chooseZone(this.offsets, hints);
    if (zone !== null) return zone;
    const fault = FAULTS.noZone(this.offsets.all().map(offsetText), files);
    throw new BadOrderExport({ line: null, column: COLUMNS.createdAt, ...fault });
  }

  /** Writes the last block: rows of the same order in the next file form another block. */
  endFile(): void {
    if (this.block !== undefined) this.write(this.block);
    this.block = undefined;
  }

  private blockFor(name: string, id: number | null, head: Block['head'], line: number): Block {
    const { block } = this;
    const goesOn = block?.name === name && head === null && (id === null || id === block.id);
    if (goesOn) return block;
    if (block !== undefined) this.write(block);
    return (this.block = { name, id, file: this.file, line, head, lines: [] });
  }
}

/** The app sets apart orders of this time or later (`app/ingest/facts/bounds.ts`). */
const HELD_UNTIL = Date.UTC(2200, 0, 1);

function factsOf(spill: Spill): Omit<FileFacts, 'timezone' | 'zone' | 'notes'> {
  const [orders, first, last] =
    spill.first(
      `SELECT count(*), min(created), max(created) FILTER (WHERE created < ${HELD_UNTIL}) FROM orders`,
    ) ?? [];
  const [currencyCode] =
    spill.first('SELECT currency FROM orders GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1') ?? [];
  const [taxed, inside] =
    spill.first(`
      SELECT count(*), count(*) FILTER (WHERE abs(total - subtotal - shipping) <= CASE ${tolerances(spill)} ELSE 0 END)
      FROM orders WHERE taxes > 0`) ?? [];
  return {
    orders: integer(orders),
    currencyCode: optional(currencyCode, text),
    taxesIncluded: integer(inside) * 2 > integer(taxed),
    firstOrderAt: optional(first, isoTime),
    lastOrderAt: optional(last, isoTime),
  };
}

/** The country of most orders' billing addresses; the first by name among equals. */
function commonestCountry(spill: Spill): string | null {
  const [country] =
    spill.first(
      'SELECT country FROM orders WHERE country IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1',
    ) ?? [];
  return optional(country, text);
}

/** ± 0.005 of each currency's unit, in minor units: 5 fils, half a cent, nothing in yen. */
function tolerances(spill: Spill): string {
  const currencies = [...spill.rows('SELECT DISTINCT currency FROM orders')].map(([code]) =>
    text(code),
  );
  return ['XXX', ...currencies]
    .map((code) => `WHEN currency = '${code}' THEN ${0.005 * 10 ** minorDigits(code)}`)
    .join(' ');
}

/** As Shopify writes it: "+0900". */
function offsetText(minutes: number): string {
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}${two(size % 60)}`;
}

function isoTime(cell: Parameters<typeof integer>[0]): string {
  return new Date(integer(cell)).toISOString();
}
