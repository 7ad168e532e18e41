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

/** What only the files as a whole can say. */
export interface FileFacts {
  orders: number;
  /** the commonest currency of the orders; the first by name of equally common ones; null without orders */
  currencyCode: string | null;
  taxesIncluded: boolean;
  /** the shop's IANA zone: the one that was told, or that the files' own offsets agree with */
  timezone: string;
  /** how the zone was found; null where it was told */
  zone: ZoneChoice | null;
  /** times of the first and the last order, whatever `until` hides; one of 2200 or later is in no number */
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  /** what the files cannot say, what was guessed and what was set apart, a sentence each */
  notes: string[];
}

export interface LoadOptions {
  /** the shop's IANA zone, which exists; times without an offset are read in it */
  timezone?: string | undefined;
  language?: Language | undefined;
  /** told how much of the files has been read, 0 to 1 */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Files that are read as Shift_JIS, by their place, each with the line that is no UTF-8. */
export type ShiftJisFiles = ReadonlyMap<number, number>;

/** A file is not UTF-8 and may be Shift_JIS: everything is to be read anew. */
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
 * @throws BadOrderExport at the first row that cannot be read
 * @throws MaybeShiftJis where a file is to be read in another encoding than UTF-8
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

  /** Reads a row wholly before it keeps anything of it. */
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
   * The zone that the files' own offsets agree with.
   * @throws BadOrderExport where none does
   */
  zone(hints: ZoneHints, files: number): ZoneChoice {
    const zone = chooseZone(this.offsets, hints);
    if (zone !== null) return zone;
    const fault = FAULTS.noZone(this.offsets.all().map(offsetText), files);
    throw new BadOrderExport({ line: null, column: COLUMNS.createdAt, ...fault });
  }

  /** Writes the last rows: an order may go on in the next file, in a block of its own. */
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

/** The app's tables hold no later order: it is set apart (`app/ingest/facts/bounds.ts`). */
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

/** The country of most orders' billing addresses; the first by name of equally common ones. */
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
