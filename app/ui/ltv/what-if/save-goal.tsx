import { useFetcher } from '@remix-run/react';
import { Button, Text } from '@shopify/polaris';
import { whatIfTexts } from '../../../i18n/late/what-if';
import { shownIn } from '../../../i18n/headline';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import type { GoalAnswer, LtvView } from '../view';
import '../what-if.css';

interface SaveGoalProps {
  view: Pick<LtvView, 'goal' | 'settingsVersion'>;
  /** a customer's worth within a year, as observed and as moved; null where it is not known */
  now: number | null;
  then: number | null;
  format: PageFormat;
}

const YEAR = 365;

/** Saves what the moved elements are worth within a year as the shop's goal, which is of a year. */
export function SaveGoal({ view, now, then, format }: SaveGoalProps) {
  const { t } = useLateTexts(whatIfTexts);
  const { Form, data: answer, state } = useFetcher<GoalAnswer>();
  const days = format.days(YEAR);
  if (view.settingsVersion === null) return <Said>{t('goal.ofPart')}</Said>;
  if (now === null || then === null) return <Said>{t('goal.unknown', { days })}</Said>;
  const amount = shownIn(format.headlineStep(), then);
  const year = format.money(amount);
  const version = Math.max(view.settingsVersion, versionOf(answer));
  return (
    <div className="om-what-if-goal">
      <Text as="h3" variant="headingSm">
        {t('goal.title')}
      </Text>
      <Text as="p">{t('goal.meaning', { days, year, now: format.money(now) })}</Text>
      <div role="status" aria-live="polite">
        {answer !== undefined && state === 'idle' && <p>{say(answer)}</p>}
      </div>
      {view.goal === amount ? (
        <Said>{t('goal.own', { year })}</Said>
      ) : (
        amount > 0 && (
          <Form method="post">
            <input type="hidden" name="goal" value={amount} />
            <input type="hidden" name="version" value={version} />
            <Button submit loading={state !== 'idle'}>
              {t('goal.save', { year })}
            </Button>
          </Form>
        )
      )}
    </div>
  );

  function say(of: GoalAnswer): string {
    if ('saved' in of) return t('goal.saved', { year: format.money(of.saved) });
    if ('fault' in of) return t('goal.failed');
    return of.meanwhile === null
      ? t('goal.meanwhileNone')
      : t('goal.meanwhile', { year: format.money(of.meanwhile) });
  }
}

/** A goal that was changed meanwhile is replaced by its new version. */
function versionOf(answer: GoalAnswer | undefined): number {
  return answer !== undefined && 'meanwhile' in answer ? answer.version : 0;
}

function Said({ children }: { children: string }) {
  return (
    <Text as="p" tone="subdued">
      {children}
    </Text>
  );
}
