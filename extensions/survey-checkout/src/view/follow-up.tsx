import { FIRST_PROMOTER, LAST_DETRACTOR } from '../contract';
import type { Say } from '../host';
import type { Survey } from '../survey';
import { WordsForm } from './words-form';

/**
 * The optional follow-ups of a score: tell a friend (9, 10), what is missing (7, 8), the reason (0 to 6).
 * Every score gets the comment and the consent to publish it. On the thank-you page, before anything has arrived,
 * it is the comment alone, in one line: nothing can be recommended, published or blamed yet.
 */
export function FollowUp({ survey, say, score }: { survey: Survey; say: Say; score: number }) {
  const { terms, words } = survey.view.value;
  const { share, improve, reason, voice } = terms.followUps;
  const { isEarly } = survey;
  const group =
    score >= FIRST_PROMOTER ? 'promoter' : score > LAST_DETRACTOR ? 'passive' : 'detractor';
  const isLow = group === 'detractor' && reason;
  const asksWords = voice || isLow || (group === 'passive' && improve);

  return (
    <s-stack gap="small">
      {!isEarly && group === 'promoter' && share && terms.shareUrl !== null && (
        <s-stack direction="inline" alignItems="center" gap="small">
          <s-text>{say('share.question')}</s-text>
          <s-link href={terms.shareUrl} target="_blank">
            {say('share.link')}
          </s-link>
        </s-stack>
      )}
      {asksWords && words !== 'told' && (
        <WordsForm
          survey={survey}
          say={say}
          question={say(`comment.${group}`)}
          asksReason={isLow && !isEarly}
          asksVoice={voice && !isEarly}
        />
      )}
    </s-stack>
  );
}
