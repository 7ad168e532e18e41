import { BlockStack, Card, Link, Page, Text } from '@shopify/polaris';
import { settings } from '../../i18n/late/settings';
import { useLateTexts } from '../frame/use-late-texts';
import '../base.css';

/** The sections, in the order in which a new shop sets them. */
const SECTIONS = [
  ['setup', '/app/setup'],
  ['costs', '/app/settings/costs'],
  ['unitCosts', '/app/settings/unit-costs'],
  ['advertising', '/app/settings/advertising'],
  ['products', '/app/settings/products'],
  ['rules', '/app/settings/rules'],
  ['definitions', '/app/settings/definitions'],
  ['survey', '/app/nps/survey'],
  ['data', '/app/settings/data'],
  ['privacy', '/app/settings/privacy'],
  ['display', '/app/settings/display'],
  ['history', '/app/settings/history'],
] as const;

/** Where each setting stands. */
export function OverviewPage() {
  const { t } = useLateTexts(settings);
  return (
    <main>
      <Page title={t('common:nav.settings')} subtitle={t('subtitle')}>
        <BlockStack gap="400">
          {SECTIONS.map(([name, url]) => (
            <Card key={name}>
              <BlockStack gap="100">
                <Text as="h2" variant="headingMd">
                  <Link url={url}>{t(`section.${name}.title`)}</Link>
                </Text>
                <Text as="p">{t(`section.${name}.what`)}</Text>
              </BlockStack>
            </Card>
          ))}
        </BlockStack>
      </Page>
    </main>
  );
}
