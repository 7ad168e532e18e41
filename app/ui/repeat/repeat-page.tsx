import { memo } from 'react';
import { Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { repeatTexts } from '../../i18n/late/repeat';
import { repeatMore } from '../../i18n/late/repeat-more';
import { useLateTexts } from '../frame/use-late-texts';
import { Term } from '../numbers/definition';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { PagePanes } from '../frame/page-panes';
import { LaterCohorts } from '../cohorts/later-cohorts';
import { DaysToSecond } from './days-to-second';
import { FirstProducts } from './first-products';
import { Funnel } from './funnel';
import { NextProducts } from './next-products';
import { OtherNames } from './other-names';
import { SecondPurchase } from './second-purchase';
import { subscriptionsPart } from './later-parts';
import { OnceSeen } from './once-seen';
import { TrialToMain } from './trial-to-main';
import type { Renewals, RepeatView } from './view';

interface RepeatPageProps extends NumbersPageProps<RepeatView> {
  onRenewals?: (renewals: Renewals) => void;
}

/** Who buys again, how soon, and where customers leave. A sheet that opens draws nothing of the page again. */
export const RepeatPage = memo(function RepeatPage({ onRenewals, ...props }: RepeatPageProps) {
  const { t } = useLateTexts(repeatTexts);
  const { t: common } = useTranslation();
  // before the frame draws the sheet of an address, which has its definition there
  useLateTexts(repeatMore);
  return (
    <PageFrame
      name="repeat"
      heading={{ title: common('titles.repeat'), subtitle: t('subtitle') }}
      {...props}
      about={({ renewals }) =>
        common('frame:files.is', {
          name: common('numbers:renewals.label'),
          value: common(`numbers:renewals.${renewals}`),
        })
      }
    >
      {(view, format) => (
        <>
          {view.choosesRenewals && <RenewalsChoice chosen={view.renewals} choose={onRenewals} />}
          <PagePanes
            panes={[
              {
                key: 'overview',
                content: (
                  <>
                    <SecondPurchase view={view} format={format} />
                    <Funnel view={view} format={format} />
                    <OtherNames view={view} format={format} />
                  </>
                ),
              },
              {
                key: 'products',
                content: (
                  <>
                    {view.usesTrials && <TrialToMain view={view} format={format} />}
                    <DaysToSecond view={view} format={format} />
                    <FirstProducts view={view} format={format} />
                    <NextProducts view={view} format={format} />
                  </>
                ),
              },
              { key: 'cohorts', content: <LaterCohorts view={view.cohorts} format={format} /> },
              ...(view.subscriptions === null
                ? []
                : [
                    {
                      key: 'subscriptions' as const,
                      content: (
                        <OnceSeen
                          part={subscriptionsPart}
                          props={{
                            numbers: view.subscriptions,
                            newcomersFrom: view.history.newcomersFrom,
                            format,
                          }}
                        />
                      ),
                    },
                  ]),
            ]}
          />
        </>
      )}
    </PageFrame>
  );
});

interface RenewalsChoiceProps {
  chosen: Renewals;
  choose: ((renewals: Renewals) => void) | undefined;
}

function RenewalsChoice({ chosen, choose }: RenewalsChoiceProps) {
  const { t } = useTranslation('numbers');
  return (
    <div className="om-bare">
      <InlineStack gap="300" blockAlign="center">
        <Text as="span">
          <Term name="repeat:definition.renewals">{t('renewals.label')}</Term>
        </Text>
        <ButtonGroup variant="segmented">
          {(['with', 'without'] as const).map((choice) => (
            <Button key={choice} pressed={chosen === choice} onClick={() => choose?.(choice)}>
              {t(`renewals.${choice}`)}
            </Button>
          ))}
        </ButtonGroup>
      </InlineStack>
    </div>
  );
}
