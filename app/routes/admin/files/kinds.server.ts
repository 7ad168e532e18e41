import type { AskedFile } from '../../../files/tickets.server';
import type { StreamedFile } from '../../../files/stream.server';
import type { InstalledShop } from '../../../shop/shop.server';
import type { FileKind } from '../../../terms/files';
import { answersFile } from './answers-file.server';
import { customersFile } from './customers-file.server';
import { dataRequestFile } from './data-request-file.server';
import { ordersFile } from './orders-file.server';
import { surveyLinksFile } from './survey-links-file.server';

/** What a file is made of: the rows that a query names, in words of a language. */
export interface FileRequest extends Omit<AskedFile, 'what' | 'query'> {
  shop: InstalledShop;
  query: URLSearchParams;
}

const FILES: Record<FileKind, (request: FileRequest) => Promise<StreamedFile | null>> = {
  customers: customersFile,
  orders: ordersFile,
  answers: answersFile,
  surveyLinks: surveyLinksFile,
  dataRequest: dataRequestFile,
};

/** The file that was asked for, of which no row is read yet; null where its query names no rows that there are. */
export async function fileOf(
  shop: InstalledShop,
  { what, query, language }: AskedFile,
): Promise<StreamedFile | null> {
  return await FILES[what]({ shop, language, query: new URLSearchParams(query) });
}
