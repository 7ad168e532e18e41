import type { Say } from '../host';
import type { Survey } from '../survey';
import { Answered } from './answered';
import { Delivery } from './delivery';
import { FollowUp } from './follow-up';
import { HeardOf } from './heard';
import { Scale } from './scale';

/**
 * The height of a question of three lines on a telephone of 320 px, reserved from the beginning so that
 * nothing below the block moves when the question appears or stays away. Follow-ups grow below it.
 */
const HEIGHT = '318px';

/** The survey in each of its states. */
export function SurveyBlock({ survey, say }: { survey: Survey; say: Say }) {
  const { stage, held, answered, score } = survey.view.value;
  if (stage === 'absent') return null;
  return (
    <s-box minBlockSize={held ? HEIGHT : '0'}>
      {stage === 'loading' && <s-skeleton-paragraph />}
      {stage === 'quiet' && <s-text>{say('quiet')}</s-text>}
      {stage === 'answered' && <Answered survey={survey} say={say} />}
      {stage === 'asking' && (
        <s-stack gap="small">
          <Scale survey={survey} say={say} />
          <Delivery survey={survey} say={say} />
          <s-text type="small" color="subdued">
            {say('privacy')}
          </s-text>
          {answered !== null && score !== null && (
            <>
              <HeardOf survey={survey} />
              <FollowUp survey={survey} say={say} score={score} />
            </>
          )}
        </s-stack>
      )}
    </s-box>
  );
}
