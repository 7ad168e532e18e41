import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { makeTicket, readDownload, type AskedFile } from '../../../files/tickets.server';
import { LANGUAGES } from '../../../i18n/language';
import { authenticate } from '../../../shopify/shopify.server';
import { FILE_KINDS } from '../../../terms/files';
import { readForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { fileOf } from './kinds.server';

/** Longer than any page asks with: the conditions of a list of customers have 2,000. */
const LONGEST_QUERY = 4_000;

/** Makes the ticket with which the browser opens a file (`routes/files/open`); 404 for rows that there are not. */
export async function action({ request }: ActionFunctionArgs) {
  const { session, member } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const file = fileIn(await readForm(request));
  if ((await fileOf(shop, file)) === null) throw new Response(null, { status: 404 });
  const made = await makeTicket(shop.id, member, file);
  return json(made, { status: 'refused' in made ? 429 : 200 });
}

/** How far the download of a ticket is. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session, member } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const ticket = new URL(request.url).searchParams.get('ticket') ?? '';
  const progress = await readDownload(shop.id, { ticket, member });
  if (progress === null) throw new Response(null, { status: 404 });
  return json(progress);
}

/** @throws Response 400 */
function fileIn(form: FormData): AskedFile {
  const what = FILE_KINDS.find((kind) => kind === form.get('what'));
  const query = form.get('query');
  const language = LANGUAGES.find((one) => one === form.get('language'));
  if (what === undefined || language === undefined || typeof query !== 'string')
    throw new Response(null, { status: 400 });
  // PostgreSQL's texts have no NUL
  if (query.length > LONGEST_QUERY || query.includes('\0'))
    throw new Response(null, { status: 400 });
  return { what, query, language };
}
