import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { OverviewPage } from '../../../ui/settings/overview-page';

/** The sections of the settings. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}

export const handle = { title: 'nav.settings' } satisfies PageHandle;

export default function Overview() {
  return <OverviewPage />;
}
