import type { LoaderFunctionArgs } from '@remix-run/node';
import { noteDownload, spendTicket } from '../../files/tickets.server';
import { streamFile } from '../../files/stream.server';
import { authenticate } from '../../shopify/shopify.server';
import { contentDisposition } from '../../files/content-disposition';
import { knownShop } from '../admin/known-shop.server';
import { fileOf } from '../admin/files/kinds.server';
import { translatorOf } from '../admin/files/translator.server';
import { chooseLanguage } from '../../i18n/language';

/**
 * Sends the file of a ticket, once, to the member of the staff for whom it was made; 404 for every other ticket. The browser
 * opens the address itself, so that a file of any length goes to its disk.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const staff = await authenticate.file(request);
  // a HEAD must not spend the ticket
  if (request.method !== 'GET') throw new Response(null, { status: 405 });
  const shop = await knownShop(staff.shop);
  const ticket = new URL(request.url).searchParams.get('ticket') ?? '';
  const holder = { ticket, member: staff.member };
  const asked = await spendTicket(shop.id, holder);
  const file = asked && (await fileOf(shop, asked));
  if (file === null) throw notThere(request);
  const body = streamFile(file, (rows, end) => noteDownload(shop.id, holder, rows, end));
  return new Response(body, {
    headers: {
      ...STORED_NOWHERE,
      'content-type': file.type,
      'content-disposition': contentDisposition(file.name),
    },
  });
}

const STORED_NOWHERE = { 'cache-control': 'private, no-store' };

function notThere(request: Request): Response {
  return new Response(`${translatorOf(languageOf(request), 'files')('spent')}\n`, {
    status: 404,
    headers: { ...STORED_NOWHERE, 'content-type': 'text/plain; charset=utf-8' },
  });
}

const languageOf = ({ headers }: Request) =>
  chooseLanguage({ acceptLanguage: headers.get('accept-language') });
