import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { readTagsToChoose } from '../../../shop/customer-tags.server';
import { authenticate } from '../../../shopify/shopify.server';

/** The shop's own tags, for the choice of tags that rules name. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return json({ tags: await readTagsToChoose(session.shop) });
}
