import { useState } from 'preact/hooks';
import { EDITION, REASONS, parseReason, type Reason } from '../contract';
import type { Say } from '../host';
import type { Survey } from '../survey';
import { fieldOf, textOf } from './field';

/** The app's limit of a comment. The text area counts UTF-16 units, of which each of the app's characters has at least one. */
const MOST_COMMENT = 1000;

interface Asked {
  survey: Survey;
  say: Say;
  question: string;
  asksReason: boolean;
  asksVoice: boolean;
}

/** The comment, the reason where it is asked, and the consent to publish the comment. */
export function WordsForm({ survey, say, question, asksReason, asksVoice }: Asked) {
  const [reason, setReason] = useState<Reason>();
  const [comment, setComment] = useState('');
  const [consent, setConsent] = useState(false);
  const [wordless, setWordless] = useState(false);
  const { delivery, words: fate } = survey.view.value;
  const mistake = wordless ? 'missing' : fate === 'refused' ? 'refused' : null;

  function tell(): void {
    const written = comment.trim();
    const given = asksReason ? reason : undefined;
    // consent needs a comment
    const missing = consent && written === '';
    setWordless(missing);
    if (missing || (written === '' && given === undefined)) return;
    void survey.tell({
      reason: given,
      edition: given && EDITION,
      comment: written === '' ? undefined : written,
      voice: asksVoice ? consent : undefined,
    });
  }

  return (
    <>
      {asksReason && (
        <s-select
          label={say('reason.label')}
          placeholder={say('reason.placeholder')}
          value={reason ?? ''}
          onChange={(event) => setReason(parseReason(fieldOf(event, 'value')))}
        >
          {REASONS.map((value) => (
            <s-option key={value} value={value}>
              {say(`reason.${value}`)}
            </s-option>
          ))}
        </s-select>
      )}
      <s-text-area
        label={question}
        rows={survey.isEarly ? 1 : 3}
        maxLength={MOST_COMMENT}
        value={comment}
        error={mistake === null ? '' : say(`comment.${mistake}`)}
        onInput={(event) => setComment(textOf(event))}
      />
      <s-stack direction="inline" justifyContent="space-between" alignItems="center" gap="small">
        {asksVoice && (
          <s-checkbox
            label={say('voice')}
            checked={consent}
            onChange={(event) => setConsent(fieldOf(event, 'checked') === true)}
          />
        )}
        <s-button variant="secondary" loading={delivery === 'sending'} onClick={tell}>
          {say('tell')}
        </s-button>
      </s-stack>
    </>
  );
}
