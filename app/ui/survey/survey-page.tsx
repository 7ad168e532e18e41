import { Banner, Page } from '@shopify/polaris';
import { useState } from 'react';
import { places } from '../../i18n/late/places';
import { survey } from '../../i18n/late/survey';
import { useLateTexts } from '../frame/use-late-texts';
import { useOpened } from '../frame/line/use-opened';
import { NpsTabs } from '../nps/nps-tabs';
import { Said } from '../numbers/said';
import '../base.css';
import { SurveyForm } from './survey-form';
import { usePlacement } from './use-placement';
import type { Field, SurveyAnswer, SurveyDraft, SurveyView } from './view';

interface SurveyPageProps {
  view: SurveyView;
  /** the result of the last form */
  answer?: SurveyAnswer;
}

/** The survey's settings, with a preview of what buyers will see. */
export function SurveyPage({ view, answer }: SurveyPageProps) {
  const { t } = useLateTexts(survey);
  useLateTexts(places);
  const opened = useOpened(view, answer);
  return (
    <main>
      <Page title={t('common:settings.survey')} subtitle={t('subtitle')} fullWidth>
        <NpsTabs />
        <Said>
          {answer !== undefined && 'wrong' in answer && (
            <Banner tone="critical" title={t('wrong.title')}>
              {t('wrong.body')}
            </Banner>
          )}
          {answer !== undefined && 'changedMeanwhile' in answer && (
            <Banner tone="warning">{t('common:changedMeanwhile')}</Banner>
          )}
          {answer !== undefined && 'saved' in answer && (
            <Banner tone="success">{t('saved')}</Banner>
          )}
        </Said>
        {/* saved settings make a new page, which starts from them */}
        <Drafting key={opened.version} view={opened} answer={answer} />
      </Page>
    </main>
  );
}

const NONE: Field[] = [];

function Drafting({ view, answer }: SurveyPageProps) {
  const [draft, setDraft] = useState<SurveyDraft>(view.settings);
  const placement = usePlacement();
  return (
    <SurveyForm
      view={view}
      wrong={answer !== undefined && 'wrong' in answer ? answer.wrong : NONE}
      changedMeanwhile={
        answer !== undefined && 'changedMeanwhile' in answer ? answer.changedMeanwhile : null
      }
      draft={draft}
      placement={placement}
      onDraft={setDraft}
    />
  );
}
