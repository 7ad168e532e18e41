import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { SamplePage } from '../../../ui/setup/sample-page';

/** What the pages look like with numbers: those of a made-up shop. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}

export const handle = { title: 'settings.sample' } satisfies PageHandle;

export default function Sample() {
  return <SamplePage />;
}
