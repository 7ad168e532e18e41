import { now } from '../../../clock.server';
import { BYTE_ORDER_MARK, csvLines } from '../../../csv';
import type { StreamedFile } from '../../../files/stream.server';
import { dayIn } from '../../../metrics/calendar';
import { LINK_HEADS, readOrderLinks } from '../../../survey/links/order-links.server';
import { fileName } from '../../../ui/frame/page-files';
import { CSV, shopHandle } from './csv-file.server';
import type { FileRequest } from './kinds.server';

/** The survey links for the merchant's own mails, one per order. Mail tools read the first line as the heads. */
export async function surveyLinksFile({ shop }: FileRequest): Promise<StreamedFile> {
  return await Promise.resolve({
    name: fileName([shopHandle(shop.domain), 'survey-links', dayIn(shop.timezone, now())], 'csv'),
    type: CSV,
    head: `${BYTE_ORDER_MARK}${csvLines([LINK_HEADS])}`,
    pages: linksOf(shop),
  });
}

/** Reads the orders when the file is sent, and not when its address is made. */
async function* linksOf(shop: FileRequest['shop']) {
  yield* await readOrderLinks(shop);
}
