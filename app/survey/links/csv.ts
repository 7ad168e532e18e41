import { BYTE_ORDER_MARK } from '../../csv';

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
