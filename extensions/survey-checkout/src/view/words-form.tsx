import { useState } from 'preact/hooks';
import { REASONS, reasonIn, type Reason, type Words } from '../contract';
import type { Say } from '../host';
import type { Survey } from '../survey';
import { fieldOf, textOf } from './field';

/** As long as the door takes a comment. The box counts units, the door letters, and a letter is a unit at least. */
const MOST_COMMENT = 1000;

interface Asked {
  survey: Survey;
  say: Say;
  question: string;
  asksReason: boolean;
  asksVoice: boolean;
}

/** The buyer's own words, the reason where it is asked, and the box that lets the shop publish them. */
export function WordsForm({ survey, say, question, asksReason, asksVoice }: Asked) {
  const [reason, setReason] = useState<Reason>();
  const [comment, setComment] = useState('');
  const [consent, setConsent] = useState(false);
  const [wordless, setWordless] = useState(false);

  function tell(): void {
    const words: Words = {};
    if (asksReason && reason !== undefined) words.reason = reason;
    if (comment.trim() !== '') words.comment = comment.trim();
    // Consent to words that are not there is no consent.
    setWordless(asksVoice && consent && words.comment === undefined);
    if (asksVoice && consent && words.comment === undefined) return;
    if (asksVoice && consent) words.voice = true;
    if (Object.keys(words).length > 0) survey.tell(words);
  }

  return (
    <>
      {asksReason && (
        <s-select
          name="reason"
          label={say('reason.label')}
          placeholder={say('reason.placeholder')}
          value={reason ?? ''}
          onChange={(event) => setReason(reasonIn(fieldOf(event, 'value')))}
        >
          {REASONS.map((value) => (
            <s-option key={value} value={value}>
              {say(`reason.${value}`)}
            </s-option>
          ))}
        </s-select>
      )}
      <s-text-area
        name="comment"
        label={question}
        rows={2}
        maxLength={MOST_COMMENT}
        value={comment}
        error={wordless ? say('comment.missing') : ''}
        onInput={(event) => setComment(textOf(event))}
      />
      <s-stack direction="inline" justifyContent="space-between" alignItems="center" gap="small">
        {asksVoice && (
          <s-checkbox
            name="voice"
            label={say('voice')}
            checked={consent}
            onChange={(event) => setConsent(fieldOf(event, 'checked') === true)}
          />
        )}
        <s-button
          variant="secondary"
          loading={survey.view.value.delivery === 'sending'}
          onClick={tell}
        >
          {say('tell')}
        </s-button>
      </s-stack>
    </>
  );
}
