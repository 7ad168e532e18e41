import { eachRow } from './each-row';
import { ZoneGuess } from './infer-timezone';
import { HEAD_COLUMNS, headValues, isHead, readHead } from './head';
import type { Head } from './head';
import { LineWriter } from './line-writer';
import type { Row } from './row';
import { assignOrderIds, numberCustomers, refuseHeadless, refuseSharedIds } from './settle';
import type { Spill } from './spill';
import { integer } from './spill';

/** What only the file as a whole can say. */
export interface FileFacts {
  orders: number;
  /** the commonest currency of the orders; the first by name of equally common ones; null in a file without orders */
  currencyCode: string | null;
  taxesIncluded: boolean;
  /** the IANA zone that the file's own offsets agree with */
  timezone: string;
  /** time of the first order, whatever `until` hides */
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  /** what the file cannot say because a column is missing */
  notes: string[];
}

/**
 * Reads the whole file into the spill and checks every row of it.
 * @throws BadOrderExport at the first row that cannot be read
 */
export async function load(
  file: string,
  spill: Spill,
  onRead: (fraction: number) => void,
): Promise<FileFacts> {
  const loader = new Loader(spill);
  spill.run('BEGIN');
  const { notes } = await eachRow(file, (row) => loader.add(row), onRead);
  refuseHeadless(spill);
  refuseSharedIds(spill);
  assignOrderIds(spill);
  numberCustomers(spill);
  spill.run('COMMIT');
  return { ...loader.facts(), notes };
}

class Loader {
  private readonly zone = new ZoneGuess();
  private readonly currencies = new Map<string, number>();
  private taxed = 0;
  private taxedInside = 0;
  private orders = 0;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private latest = { name: '', key: 0, hasHead: false };

  private readonly lines: LineWriter;
  private readonly insert;
  private readonly find;
  private readonly fill;

  constructor(spill: Spill) {
    this.lines = new LineWriter(spill);
    const marks = HEAD_COLUMNS.replaceAll(/\w+/g, '?');
    this.insert = spill.writer(
      `INSERT INTO orders (name, first_line, ${HEAD_COLUMNS}) VALUES (?, ?, ${marks}) ON CONFLICT (name) DO NOTHING`,
    );
    this.find = spill.finder('SELECT key, line IS NOT NULL FROM orders WHERE name = ?');
    this.fill = spill.writer(`UPDATE orders SET (${HEAD_COLUMNS}) = (${marks}) WHERE key = ?`);
  }

  add(row: Row): void {
    const name = row.text('name');
    if (name === '') throw row.bad('name', 'the name of an order like "#1001"');
    if (row.text('createdAt') !== '') this.zone.add(row.time('createdAt'));
    if (name !== this.latest.name) this.latest = this.open(name, row);
    if (!this.latest.hasHead && isHead(row)) {
      const head = readHead(row);
      this.fill(...headValues(head), this.latest.key);
      this.count(head);
      this.latest.hasHead = true;
    }
    this.lines.add(row, this.latest.key);
  }

  facts(): Omit<FileFacts, 'notes'> {
    const [commonest] = [...this.currencies].sort(
      ([a, many], [b, more]) => more - many || (a < b ? -1 : 1),
    );
    return {
      orders: this.orders,
      currencyCode: commonest?.[0] ?? null,
      taxesIncluded: this.taxedInside * 2 > this.taxed,
      timezone: this.zone.best(),
      firstOrderAt: this.orders === 0 ? null : new Date(this.first).toISOString(),
      lastOrderAt: this.orders === 0 ? null : new Date(this.last).toISOString(),
    };
  }

  /** The order of this name, begun with what its first row says; rows of one order may stand apart. */
  private open(name: string, row: Row): typeof this.latest {
    const head = isHead(row) ? readHead(row) : null;
    const key = this.insert(name, row.line, ...headValues(head));
    if (key === null) {
      const [known, hasHead] = this.find(name) ?? [];
      return { name, key: integer(known), hasHead: integer(hasHead) === 1 };
    }
    if (head !== null) this.count(head);
    return { name, key, hasHead: head !== null };
  }

  private count({ currency, created, taxes, total, subtotal, shipping, digits }: Head): void {
    this.orders += 1;
    this.first = Math.min(this.first, created);
    this.last = Math.max(this.last, created);
    this.currencies.set(currency, (this.currencies.get(currency) ?? 0) + 1);
    if (taxes <= 0) return;
    this.taxed += 1;
    // ± 0.005 of the currency's unit, in minor units: 5 fils, half a cent, nothing in yen.
    if (Math.abs(total - subtotal - shipping) <= 0.005 * 10 ** digits) this.taxedInside += 1;
  }
}
