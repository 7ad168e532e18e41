import { Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Term } from '../numbers/definition';
import type { PageStatus } from '../frame/page-status';
import { PageFrame } from '../frame/page-frame';
import { useFormat } from '../numbers/use-format';
import { CohortRetention } from './cohort-retention';
import { DaysToSecond } from './days-to-second';
import { FirstProducts } from './first-products';
import { Funnel } from './funnel';
import { SecondPurchase } from './second-purchase';
import type { Renewals, RepeatView } from './view';

interface RepeatPageProps {
  status: PageStatus;
  view: RepeatView | null;
  onRetry?: () => void;
  onRenewals?: (renewals: Renewals) => void;
}

/** Who buys again, how soon, and where customers leave. */
export function RepeatPage({ status, view, onRetry, onRenewals }: RepeatPageProps) {
  const { t } = useTranslation('repeat');
  const format = useFormat(status);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('subtitle')}
      status={status}
      empty={view?.customers === 0}
      onRetry={onRetry}
    >
      {view && (
        <>
          <div className="om-bare">
            <InlineStack gap="300" blockAlign="center">
              <Text as="span">
                <Term name="repeat:definition.renewals">{t('renewals.label')}</Term>
              </Text>
              <ButtonGroup variant="segmented">
                {(['with', 'without'] as const).map((choice) => (
                  <Button
                    key={choice}
                    pressed={view.renewals === choice}
                    onClick={() => onRenewals?.(choice)}
                  >
                    {t(`renewals.${choice}`)}
                  </Button>
                ))}
              </ButtonGroup>
            </InlineStack>
          </div>
          <SecondPurchase view={view} format={format} />
          <Funnel view={view} format={format} />
          <DaysToSecond view={view} format={format} />
          <FirstProducts view={view} format={format} />
          <CohortRetention view={view} format={format} />
        </>
      )}
    </PageFrame>
  );
}
