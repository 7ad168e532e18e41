import { memo } from 'react';
import { Banner, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { PagePanes } from '../frame/page-panes';
import { Section } from '../frame/section';
import { lastDay } from '../numbers/last-day';
import { useFormat } from '../numbers/use-format';
import type { ShownAnswers } from './answer-view';
import { Breakdowns } from './breakdowns';
import { Distribution } from './distribution';
import { Latest } from './latest';
import { NpsTabs } from './nps-tabs';
import { PromoterValue } from './promoter-value';
import { Reasons } from './reasons';
import { Responses } from './responses';
import { ScoreCard } from './score-card';
import { Trend } from './trend';
import { Tribe } from './tribe';
import { Said } from '../numbers/said';
import { npsWeeksTexts } from '../../i18n/late/nps-weeks';
import { useLateTexts } from '../frame/use-late-texts';
import { NO_WEEKS, type NpsView, type WeeksView } from './view';

interface NpsPageProps extends NumbersPageProps<NpsView> {
  /** the newest answers; null on the page of a past day */
  latest: ShownAnswers | null;
  weeks?: WeeksView;
  /** whether the note that was just sent is kept; undefined: none was sent */
  noted?: boolean;
}

/** NPS: the score, its parts, and its worth. A sheet that opens draws nothing of the page again. */
export const NpsPage = memo(function NpsPage({
  latest,
  weeks = NO_WEEKS,
  noted,
  ...props
}: NpsPageProps) {
  const { view } = props;
  const asked = view !== null && (view.nps.allAnswers > 0 || view.nps.responses.views > 0);
  return (
    <PageFrame name="nps" {...props} tabs={<NpsTabs />} empty={view?.customers === 0 && !asked}>
      {(view, format) => (
        <>
          <Noted noted={noted} />
          {!asked && <NotAsked status={props.status} />}
          <PagePanes
            panes={[
              {
                key: 'overview',
                content: (
                  <>
                    <ScoreCard view={view} format={format} />
                    <Trend view={view} weeks={weeks} format={format} />
                    {latest && <Latest {...latest} format={format} />}
                  </>
                ),
              },
              {
                key: 'breakdown',
                content: (
                  <>
                    <div className="om-two">
                      <Reasons view={view} format={format} />
                      <Distribution view={view} format={format} />
                    </div>
                    <Breakdowns view={view} format={format} />
                  </>
                ),
              },
              {
                key: 'worth',
                content: (
                  <>
                    <PromoterValue view={view} format={format} />
                    <div className="om-two">
                      <Tribe view={view} format={format} />
                      <Responses view={view} format={format} />
                    </div>
                  </>
                ),
              },
            ]}
          />
        </>
      )}
    </PageFrame>
  );
});

/** Whether a note is kept. */
function Noted({ noted }: Pick<NpsPageProps, 'noted'>) {
  const { t } = useLateTexts(npsWeeksTexts);
  return (
    <Said>
      {noted !== undefined && (
        <Banner tone={noted ? 'success' : 'critical'}>{t(noted ? 'saved' : 'refused')}</Banner>
      )}
    </Said>
  );
}

/** Shown before the first question: where to switch on the survey; on a past day, that it was before. */
function NotAsked({ status }: Pick<NpsPageProps, 'status'>) {
  const { t } = useTranslation('nps');
  const format = useFormat(status);
  if (status.past !== null)
    return (
      <Section
        title={t('notAsked.pastTitle', { day: format.day(lastDay(status.past.asOf)) })}
        meaning={t('notAsked.pastBody')}
      />
    );
  return (
    <Section
      title={t('notAsked.title')}
      meaning={t('notAsked.body')}
      more={<Link url="/app/nps/survey">{t('notAsked.more')}</Link>}
    >
      <Text as="p" tone="subdued">
        {t('question')}
      </Text>
    </Section>
  );
}
