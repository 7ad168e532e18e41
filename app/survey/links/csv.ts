/**
 * The one place that writes CSV (RFC 4180), for files that a merchant opens in a spreadsheet: every
 * cell is quoted, and none is a formula.
 */

/** Spreadsheets recognise UTF-8 by it. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A first sign that begins a formula, or that spreadsheets skip before they look for one. */
const FORMULA_START = /^[=+\-@\u2212\s\p{C}]/u;

/** Lines of cells as CSV text, without the byte order mark. */
export function csvLines(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.map(quoteCell).join(',')}\r\n`).join('');
}

/** A CSV download that streams its lines. */
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
 * Puts an apostrophe before what a spreadsheet would take for a formula, which makes it text. NFKC
 * covers full-width signs, which Japanese and Chinese spreadsheets read as plain ones.
 */
function quoteCell(text: string): string {
  const [first = ''] = text;
  const plain = FORMULA_START.test(first.normalize('NFKC')) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
