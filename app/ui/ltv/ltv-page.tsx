import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ltvTexts } from '../../i18n/late/ltv';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { PagePanes } from '../frame/page-panes';
import { LaterCohorts } from '../cohorts/later-cohorts';
import { Curve } from './curve';
import { Formula } from './formula';
import { Health } from './health';
import { LtvTabs } from './ltv-tabs';
import { Newcomers } from './newcomers';
import { Quarters } from './quarters';
import { Staying } from './staying';
import type { LtvView } from './view';

const IN_SHEETS = {
  'ltv.duration': (view: LtvView, format: PageFormat) => <Staying view={view} format={format} />,
};

/** What a customer is worth over time, and why: six elements, curve, cohorts. A sheet that opens draws nothing of the page again. */
export const LtvPage = memo(function LtvPage(props: NumbersPageProps<LtvView>) {
  const { t } = useLateTexts(ltvTexts);
  const { t: common } = useTranslation();
  return (
    <PageFrame
      name="ltv"
      heading={{ title: common('titles.ltv'), subtitle: t('subtitle') }}
      tabs={<LtvTabs />}
      inSheets={IN_SHEETS}
      {...props}
    >
      {(view, format) => (
        <PagePanes
          panes={[
            {
              key: 'overview',
              content: (
                <>
                  <Formula view={view} format={format} />
                  <Curve view={view} format={format} />
                  <Health view={view} format={format} />
                </>
              ),
            },
            {
              key: 'newcomers',
              content: (
                <>
                  <Newcomers view={view} format={format} />
                  <Quarters view={view} format={format} />
                </>
              ),
            },
            { key: 'cohorts', content: <LaterCohorts view={view.cohorts} format={format} /> },
          ]}
        />
      )}
    </PageFrame>
  );
});
