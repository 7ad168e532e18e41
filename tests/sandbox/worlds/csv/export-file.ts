import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadOrderExport } from './bad-order-export';
import { COLUMNS } from './columns';
import type { ColumnKey } from './columns';

export type ExportRow = Partial<Record<ColumnKey, string>>;

const KEYS = Object.keys(COLUMNS).filter((key): key is ColumnKey => key in COLUMNS);
const PAID: ExportRow = {
  email: 'hana@example.com',
  financialStatus: 'paid',
  acceptsMarketing: 'no',
  currency: 'JPY',
  subtotal: '1000',
  shipping: '0',
  taxes: '0',
  total: '1000',
  discountAmount: '0',
  refundedAmount: '0',
  createdAt: '2024-01-31 09:00:00 +0900',
  lineQuantity: '1',
  lineName: 'Sencha',
  linePrice: '1000',
};

/** The text of an export: every row is a paid order of ¥1,000, with the given changes. */
export function exportText(
  rows: readonly ExportRow[],
  columns: readonly ColumnKey[] = KEYS,
): string {
  const lines = rows.map((row, index) => {
    const cells: ExportRow = {
      name: `#${1001 + index}`,
      id: String(5001 + index),
      ...PAID,
      ...row,
    };
    return columns.map((key) => cell(cells[key] ?? '')).join(',');
  });
  return [columns.map((key) => COLUMNS[key]).join(','), ...lines, ''].join('\n');
}

/** The row of an order's second line, as Shopify writes it: the order's own fields are empty. */
export function furtherLine(row: ExportRow): ExportRow {
  const own: ExportRow = {};
  for (const key of KEYS) own[key] = '';
  return { ...own, lineQuantity: '1', lineName: 'Cup', linePrice: '500', ...row };
}

/** Writes files into a temporary folder, which `remove` deletes. */
export function fileKeeper(): { keep(content: string | Uint8Array): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'order-export-'));
  let files = 0;
  return {
    keep(content) {
      files += 1;
      const file = join(folder, `orders-${files}.csv`);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Why a reading fails. @throws where it succeeds, or fails otherwise */
export async function faultIn(reading: Promise<unknown>): Promise<BadOrderExport> {
  const fault: unknown = await reading.catch((error: unknown) => error);
  if (fault instanceof BadOrderExport) return fault;
  throw new Error(`read, or failed otherwise: ${String(fault)}`);
}

/** Bytes of Shift_JIS, two for each character outside ASCII. */
export function shiftJis(text: string): Buffer {
  const codes = new Map<string, Buffer>();
  const decoder = new TextDecoder('shift_jis');
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead >= 0xa0 && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      const letter = decoder.decode(bytes);
      if (letter.length === 1 && !codes.has(letter)) codes.set(letter, bytes);
    }
  }
  return Buffer.concat([...text].map((letter) => codes.get(letter) ?? Buffer.from(letter)));
}
