import { BYTE_ORDER_MARK, csvLines, type CsvCell } from '../../../csv';
import type { FilePage, StreamedFile } from '../../../files/stream.server';
import { fileName } from '../../../ui/frame/page-files';

export const CSV = 'text/csv; charset=utf-8';

/** A shop in the names of its files. */
export const shopHandle = (domain: string): string => domain.replace('.myshopify.com', '');

interface CsvParts {
  /** the shop's domain at Shopify */
  domain: string;
  /** what the file shows, and of when: parts of its name */
  name: readonly string[];
  /** the first line, behind what the file shows and the shop */
  about: readonly string[];
  heads: readonly string[];
  pages: AsyncIterable<FilePage>;
}

/** A table as a CSV file: its first line says of what, then comes an empty one, then the heads (decision 112). */
export function csvFile({ domain, name, about, heads, pages }: CsvParts): StreamedFile {
  const [what = ''] = name;
  return {
    name: fileName([shopHandle(domain), ...name], 'csv'),
    type: CSV,
    head: `${BYTE_ORDER_MARK}${csvLines([[what, domain, ...about], [], heads])}`,
    pages,
  };
}

/** Rows of a file as lines of CSV. */
export async function* linesOf<Row>(
  parts: AsyncIterable<readonly Row[]>,
  cells: (row: Row) => readonly CsvCell[],
): AsyncGenerator<FilePage> {
  for await (const rows of parts) yield { rows: rows.length, text: csvLines(rows.map(cells)) };
}
