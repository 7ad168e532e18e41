import { Banner, Button, Text as Words } from '@shopify/polaris';
import { setup as texts } from '../../i18n/late/setup';
import type { PageStatus } from '../frame/page-status';
import { Text } from '../frame/line/fields';
import { SaveForm } from '../frame/line/save-form';
import { useOpened } from '../frame/line/use-opened';
import { useLateTexts } from '../frame/use-late-texts';
import { Said } from '../numbers/said';
import { useFormat } from '../numbers/use-format';
import { stepAddress } from './step-rows';
import type { GoalAnswer, GoalView } from './view';
import './setup.css';

interface GoalStepProps {
  view: GoalView;
  status: PageStatus;
  answer: GoalAnswer | undefined;
}

const MOST_LETTERS = 10;

/** The shop's own goal for F2, beside its F2 of now, the method's aim and the trade's figures. */
export function GoalStep({ view, status, answer }: GoalStepProps) {
  const { t } = useLateTexts(texts);
  const format = useFormat(status);
  const opened = useOpened(view, answer);
  const refused = answer === undefined || 'saved' in answer ? undefined : answer;
  const aim = format.target(view.aim);
  const version = refused && 'version' in refused ? refused.version : opened.version;
  return (
    <>
      <Said>
        {refused && 'meanwhile' in refused && (
          <Banner tone="warning">
            {refused.meanwhile === null
              ? t('goal.meanwhileNone')
              : t('goal.meanwhile', { goal: format.target(refused.meanwhile) })}
          </Banner>
        )}
      </Said>
      <ul className="om-setup-list">
        <li>
          {view.f2 === null ? t('goal.nowUnknown') : t('goal.now', { f2: format.percent(view.f2) })}
        </li>
        <li>{t('goal.trade')}</li>
        <li>{t('goal.aim', { aim })}</li>
      </ul>
      <SaveForm
        key={opened.version}
        action={stepAddress('goal')}
        refused={refused}
        data-discard-confirmation
      >
        <input type="hidden" name="act" value="goal" />
        <input type="hidden" name="version" value={version} readOnly />
        <Text
          name="goal"
          inputMode="decimal"
          label={t('goal.label')}
          help={t('goal.help')}
          initial={refused?.entered ?? opened.text}
          maxLength={MOST_LETTERS}
          wrong={refused && 'fault' in refused ? t(`goal.fault.${refused.fault}`) : null}
        />
        <Words as="p">
          <Button submit variant="primary">
            {t('goal.save')}
          </Button>
        </Words>
      </SaveForm>
    </>
  );
}
