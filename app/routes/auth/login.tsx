import type { LoaderFunctionArgs } from '@remix-run/node';
import { Card, Link, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { login } from '../../shopify/shopify.server';

const APP_STORE = 'https://apps.shopify.com';

/**
 * For visitors without a shop. It has no form, since a shop's domain must never be typed in (App Store
 * requirement 2.3.1); `?shop=` leads to that shop's installation page.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  // a GET: from a HEAD, `login` would expect a form
  await login(new Request(request.url));
  return null;
}

export default function Login() {
  const { t } = useTranslation();
  return (
    <Page narrowWidth title={t('login.title')}>
      <Card>
        <Text as="p">{t('login.body')}</Text>
        <Link url={APP_STORE} target="_top">
          {t('login.link')}
        </Link>
      </Card>
    </Page>
  );
}
