import { BlockStack, Page } from '@shopify/polaris';
import { settings } from '../../i18n/late/settings';
import { useOpened } from '../frame/line/use-opened';
import { useLateTexts } from '../frame/use-late-texts';
import '../base.css';
import { Said } from '../numbers/said';
import { CostsForm } from './costs-form';
import type { CostsAnswer, CostsView } from './costs-view';
import { ofMetrics, SaveAnswer } from './save-answer';

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
          <Said>
            {answer !== undefined && <SaveAnswer view={view} answer={ofMetrics(answer)} />}
          </Said>
          <CostsForm key={opened.version} opened={opened} view={view} answer={answer} />
        </BlockStack>
      </Page>
    </main>
  );
}
