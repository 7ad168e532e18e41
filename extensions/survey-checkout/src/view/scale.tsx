import { SCORES } from '../contract';
import type { Say } from '../host';
import type { Survey } from '../survey';
import { chosenOf } from './field';

/** The question and its eleven choices: one radio group, labelled by the question. */
export function Scale({ survey, say }: { survey: Survey; say: Say }) {
  const { score: marked, terms } = survey.view.value;
  return (
    <s-stack gap="small-200">
      <s-choice-list
        label={terms.question ?? say('question')}
        variant="inline"
        values={marked === null ? [] : [String(marked)]}
        onChange={(event) => {
          const score = chosenOf(event);
          if (score !== null) survey.choose(score);
        }}
      >
        {SCORES.map((value) => (
          <s-choice key={value} value={String(value)} accessibilityLabel={endOf(value, say)}>
            {value}
          </s-choice>
        ))}
      </s-choice-list>
      <s-stack direction="inline" justifyContent="space-between" gap="small">
        <s-text type="small">{say('least')}</s-text>
        <s-text type="small">{say('most')}</s-text>
      </s-stack>
    </s-stack>
  );
}

/** Labels the ends of the scale for screen readers. */
function endOf(value: number, say: Say): string | undefined {
  if (value === 0) return say('least');
  if (value === 10) return say('most');
  return undefined;
}
