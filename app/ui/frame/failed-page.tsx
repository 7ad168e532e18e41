import { useLocation } from '@remix-run/react';
import { Banner, Button, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { AdminFrame } from './admin-frame';
import { NEWEST, parseView, useViewLink, ViewContext } from './view-address';

/**
 * For an address that asks for a day without numbers: every link leads to the newest ones.
 * @param page the address with the form that asked; default: the current one
 */
export function NoSuchDay({ page }: { page?: string | undefined }) {
  const { t } = useTranslation();
  const here = useLocation();
  const { pathname, search } = new URL(
    page ?? `${here.pathname}${here.search}`,
    'http://app.invalid',
  );
  const { filter } = parseView(search);
  return (
    <ViewContext.Provider value={{ ...NEWEST, filter }}>
      <AdminFrame>
        <Page title={t('error.day.title')}>
          <Banner tone="info">
            <Text as="p">{t('error.day.body')}</Text>
          </Banner>
          <Button url={pathname}>{t('error.day.back')}</Button>
        </Page>
      </AdminFrame>
    </ViewContext.Provider>
  );
}

/** Why there is no page of a customer. */
export const NO_CUSTOMER = ['customer', 'erasedCustomer', 'mergedCustomer'] as const;

interface NoSuchCustomerProps {
  why: (typeof NO_CUSTOMER)[number];
  /** the customer whom Shopify merged this one into */
  into?: string | undefined;
}

/** For the address of a customer of whom nothing is known, who was merged into another one, or whose data was erased. */
export function NoSuchCustomer({ why, into }: NoSuchCustomerProps) {
  const { t } = useTranslation();
  const list = useViewLink('/app/customers');
  const other = useViewLink(`/app/customers/${into ?? ''}`);
  return (
    <AdminFrame>
      <Page title={t(`error.${why}.title`)}>
        <Banner tone="info">
          <Text as="p">{t(`error.${why}.body`)}</Text>
        </Banner>
        {into !== undefined && (
          <Button url={other}>{t('error.mergedCustomer.open', { id: into })}</Button>
        )}{' '}
        <Button url={list}>{t('error.customers')}</Button>
      </Page>
    </AdminFrame>
  );
}

/** For an address without a page, or a page that failed. */
export function FailedPage({ missing }: { missing: boolean }) {
  const { t } = useTranslation();
  return (
    <AdminFrame>
      <Page title={t('error.title')}>
        <Banner tone={missing ? 'info' : 'critical'}>
          <Text as="p">{t(missing ? 'error.notFound' : 'error.failed')}</Text>
        </Banner>
        <Button url="/app">{t('error.home')}</Button>
      </Page>
    </AdminFrame>
  );
}
