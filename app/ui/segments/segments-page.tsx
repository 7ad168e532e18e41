import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import type { ListWorth } from '../../metrics/people/tab-counts.server';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { PagePanes } from '../frame/page-panes';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { Deciles, Ranks } from './deciles';
import { Flow } from './flow';
import { Kinds } from './kinds';
import { Rfm, RfmGroups } from './rfm';
import { Saved } from './saved';
import { Sizes } from './sizes';
import { States } from './states';
import { Talk, type OwnTalkAnswer, type TalkAnswer } from './talk';
import type { SegmentsView } from './view';

export interface PartProps {
  view: SegmentsView;
  format: PageFormat;
}

interface SegmentsPageProps extends NumbersPageProps<SegmentsView> {
  /** the result of the last form */
  answer?: TalkAnswer | OwnTalkAnswer | undefined;
  /** each kept list by its key; null until they are counted */
  worth?: Readonly<Record<string, ListWorth>> | null;
}

/** Customers in groups, each with its people and what to say to them. A sheet that opens draws nothing of the page again. */
export const SegmentsPage = memo(function SegmentsPage({
  answer,
  worth = null,
  ...props
}: SegmentsPageProps) {
  const { t } = useTranslation();
  const ofList = answer !== undefined && ('list' in answer || 'savedList' in answer);
  // before the frame draws the sheet of an address, which has its definition there
  const { t: own } = useLateTexts(segmentTexts);
  return (
    <PageFrame
      name="segments"
      heading={{ title: t('nav.segments'), subtitle: own('subtitle') }}
      {...props}
    >
      {(view, format) => (
        <PagePanes
          panes={[
            {
              key: 'kinds',
              content: (
                <>
                  <Kinds view={view} format={format} />
                  <Talk view={view} format={format} answer={ofList ? undefined : answer} />
                  <Sizes view={view} format={format} />
                </>
              ),
            },
            {
              key: 'states',
              content: (
                <>
                  <Flow view={view} format={format} />
                  <States view={view} format={format} />
                </>
              ),
            },
            {
              key: 'ranks',
              content: (
                <>
                  <Deciles view={view} format={format} />
                  <Ranks view={view} format={format} />
                </>
              ),
            },
            {
              key: 'rfm',
              content: (
                <>
                  <Rfm view={view} format={format} />
                  <RfmGroups view={view} format={format} />
                </>
              ),
            },
            {
              key: 'saved',
              content: (
                <Saved
                  view={view}
                  worth={worth}
                  answer={ofList ? answer : undefined}
                  format={format}
                />
              ),
            },
          ]}
        />
      )}
    </PageFrame>
  );
});
