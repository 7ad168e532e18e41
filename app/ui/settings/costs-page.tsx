import { Banner, BlockStack, List, Page } from '@shopify/polaris';
import { settings } from '../../i18n/late/settings';
import { useOpened } from '../frame/line/use-opened';
import { useLateTexts } from '../frame/use-late-texts';
import '../base.css';
import { Said } from '../numbers/said';
import { useFormat } from '../numbers/use-format';
import { CostsForm } from './costs-form';
import type { CostsAnswer, CostsView } from './costs-view';
import { valueSayer } from './say-value';

interface CostsPageProps {
  view: CostsView;
  /** the result of the last form */
  answer?: CostsAnswer | undefined;
}

/** The costs that LTV deducts, with what saving changes. */
export function CostsPage({ view, answer }: CostsPageProps) {
  const { t } = useLateTexts(settings);
  const opened = useOpened(view, answer);
  return (
    <main>
      <Page
        title={t('common:settings.costs')}
        subtitle={t('costs.subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
        secondaryActions={[
          { content: t('common:settings.unitCosts'), url: '/app/settings/unit-costs' },
          { content: t('common:settings.advertising'), url: '/app/settings/advertising' },
        ]}
        fullWidth
      >
        <BlockStack gap="400">
          <Said>{answer !== undefined && <Answer view={view} answer={answer} />}</Said>
          <CostsForm key={opened.version} opened={opened} view={view} answer={answer} />
        </BlockStack>
      </Page>
    </main>
  );
}

function Answer({ view, answer }: { view: CostsView; answer: CostsAnswer }) {
  const { t } = useLateTexts(settings);
  const say = valueSayer(t, useFormat(view));
  if ('saved' in answer) return <Banner tone="success">{t('costs.saved')}</Banner>;
  if ('faults' in answer)
    return (
      <Banner tone="critical" title={t('costs.wrong.title')}>
        {t('costs.wrong.body')}
      </Banner>
    );
  return (
    <Banner tone="warning" title={t('costs.meanwhile.title')}>
      <List>
        {answer.meanwhile.map(({ name, value }) => (
          <List.Item key={name}>
            {t('costs.meanwhile.value', {
              name: t(`name.metrics.${name}`),
              value: say(`metrics.${name}`, value),
            })}
          </List.Item>
        ))}
      </List>
      <p>{t('costs.meanwhile.body')}</p>
    </Banner>
  );
}
