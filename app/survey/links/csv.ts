/**
 * The one place that writes CSV (RFC 4180), for files that a merchant opens in a spreadsheet: every
 * cell is quoted, and none is a formula.
 */

/** By this mark spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Begins a formula, or is skipped or dropped by spreadsheets before they look for one. */
const DISARMED = /^[=+\-@\u2212\s\p{C}]/u;

/** Lines of cells as the text of a file, without its mark. */
export function csvLines(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** A file that is sent as its lines are made. */
export function csvFile(name: string, lines: AsyncIterable<string>): Response {
  const made = lines[Symbol.asyncIterator]();
  const file = new ReadableStream<Uint8Array>({
    start: (sending) => sending.enqueue(Buffer.from(BYTE_ORDER_MARK)),
    pull: async (sending) => {
      const next = await made.next();
      if (next.done === true) sending.close();
      else sending.enqueue(Buffer.from(next.value));
    },
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}

/**
 * Quoted. What a spreadsheet would take for a formula begins with an apostrophe, which makes it text.
 * NFKC makes full-width signs, which Japanese and Chinese spreadsheets read as the plain ones, plain.
 */
function cell(text: string): string {
  const [first = ''] = text;
  const plain = DISARMED.test(first.normalize('NFKC')) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
