import type { Say } from '../host';
import type { Survey } from '../survey';
import { Answered } from './answered';
import { Delivery } from './delivery';
import { FollowUp, mayFollow } from './follow-up';
import { Scale } from './scale';

/**
 * What the scale, its row and the tallest follow-up take on a telephone of 320 px. It is held from the first
 * moment, so that nothing under the block moves when the question comes, is answered and is followed up.
 */
const HEIGHT = '560px';
/** The same where nothing follows. */
const HEIGHT_OF_SCALE = '280px';

/** The survey in each of its states. */
export function SurveyBlock({ survey, say }: { survey: Survey; say: Say }) {
  const view = survey.view.value;
  switch (view.stage) {
    case 'absent':
      return null;
    case 'loading':
      return (
        <s-box minBlockSize={HEIGHT}>
          <s-skeleton-paragraph />
        </s-box>
      );
    case 'answered':
      return <Answered survey={survey} say={say} />;
    case 'asking':
      return (
        <s-box minBlockSize={mayFollow(view.terms) ? HEIGHT : HEIGHT_OF_SCALE}>
          <s-stack gap="small">
            <Scale survey={survey} say={say} />
            <Delivery survey={survey} say={say} />
            <s-text type="small" color="subdued">
              {say('privacy')}
            </s-text>
            {view.answered !== null && view.score !== null && (
              <FollowUp survey={survey} say={say} score={view.score} />
            )}
          </s-stack>
        </s-box>
      );
  }
}
