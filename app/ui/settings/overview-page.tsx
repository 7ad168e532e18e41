import { BlockStack, Card, Link, Page, Text } from '@shopify/polaris';
import { settings } from '../../i18n/late/settings';
import { useLateTexts } from '../frame/use-late-texts';
import '../base.css';
import './overview.css';

/** The sections, each group in the order in which a new shop sets them. */
const GROUPS = [
  {
    group: 'costs',
    sections: [
      ['costs', '/app/settings/costs'],
      ['unitCosts', '/app/settings/unit-costs'],
      ['advertising', '/app/settings/advertising'],
    ],
  },
  {
    group: 'counting',
    sections: [
      ['products', '/app/settings/products'],
      ['rules', '/app/settings/rules'],
      ['definitions', '/app/settings/definitions'],
    ],
  },
  {
    group: 'app',
    sections: [
      ['setup', '/app/setup'],
      ['survey', '/app/nps/survey'],
      ['data', '/app/settings/data'],
      ['privacy', '/app/settings/privacy'],
      ['display', '/app/settings/display'],
      ['history', '/app/settings/history'],
    ],
  },
] as const;

/** Where each setting stands. */
export function OverviewPage() {
  const { t } = useLateTexts(settings);
  return (
    <main>
      <Page title={t('common:nav.settings')} subtitle={t('subtitle')}>
        <BlockStack gap="400">
          {GROUPS.map(({ group, sections }) => (
            <Card key={group}>
              <Text as="h2" variant="headingMd">
                {t(`group.${group}`)}
              </Text>
              <ul className="om-settings">
                {sections.map(([name, url]) => (
                  <li key={name}>
                    <Link url={url} removeUnderline>
                      {t(`section.${name}.title`)}
                    </Link>
                    <Text as="p" tone="subdued">
                      {t(`section.${name}.what`)}
                    </Text>
                  </li>
                ))}
              </ul>
            </Card>
          ))}
        </BlockStack>
      </Page>
    </main>
  );
}
