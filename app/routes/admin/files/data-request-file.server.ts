import type { FilePage, StreamedFile } from '../../../files/stream.server';
import { readRequestFile } from '../../../privacy/requests/requests.server';
import type { FileRequest } from './kinds.server';

/** The file of a customer's data request; null for an expired one and for another shop's. */
export async function dataRequestFile({ shop, query }: FileRequest): Promise<StreamedFile | null> {
  const id = query.get('id') ?? '';
  if (!/^\d{1,9}$/.test(id)) return null;
  const text = await readRequestFile(shop.id, Number(id));
  return text === null
    ? null
    : {
        name: `data-request-${id}.json`,
        type: 'application/json; charset=utf-8',
        head: '',
        pages: whole(text),
      };
}

async function* whole(text: string): AsyncGenerator<FilePage> {
  yield await Promise.resolve({ rows: 1, text });
}
