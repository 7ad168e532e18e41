import { SCORES } from '../contract';
import type { Say } from '../host';
import type { Survey } from '../survey';

/** A target's side: what a finger needs (WCAG 2.2, 2.5.5). */
const TARGET = '44px';
/**
 * Eleven targets with gaps of 4 pixels take 524, as in the theme block; six with the smallest gaps fit into 274.
 * Columns without `repeat(6, 1fr)`: a comma parts the two values of a container query.
 */
const COLUMNS =
  '@container (inline-size > 523px) 1fr 1fr 1fr 1fr 1fr 1fr 1fr 1fr 1fr 1fr 1fr, 1fr 1fr 1fr 1fr 1fr 1fr';
/** As wide as the targets up to the 10, which is the fifth of the second row. */
const UP_TO_TEN = '@container (inline-size > 523px) 1fr, 5fr 1fr';

/**
 * The question and its eleven choices, in one row where they fit, else 0 to 5 above 6 to 10, with the words of the
 * ends at the first and the last, also for screen readers. Clickable boxes, since a choice list takes no size of
 * its targets from an extension.
 */
export function Scale({ survey, say }: { survey: Survey; say: Say }) {
  const { score, terms } = survey.view.value;
  const question = terms.question ?? say('question');
  return (
    <s-stack gap="small-400" accessibilityRole="section" accessibilityLabel={question}>
      <s-text type="strong">{question}</s-text>
      <s-text type="small">{say('least')}</s-text>
      <s-query-container>
        <s-grid gridTemplateColumns={COLUMNS} gap="small-500">
          {SCORES.map((value) => {
            const label = value === 0 ? say('least') : value === 10 ? say('most') : `${value}`;
            const chosen = value === score;
            return (
              <s-clickable
                key={value}
                accessibilityLabel={chosen ? say('chosen', { label }) : label}
                minInlineSize={TARGET}
                blockSize={TARGET}
                border={chosen ? 'large' : 'base'}
                borderRadius="base"
                background={chosen ? 'subdued' : 'base'}
                onClick={() => survey.choose(value)}
              >
                <s-stack blockSize="100%" alignItems="center" justifyContent="center">
                  <s-text>{value}</s-text>
                </s-stack>
              </s-clickable>
            );
          })}
        </s-grid>
      </s-query-container>
      <s-query-container>
        <s-grid gridTemplateColumns={UP_TO_TEN}>
          <s-stack alignItems="end">
            <s-text type="small">{say('most')}</s-text>
          </s-stack>
        </s-grid>
      </s-query-container>
    </s-stack>
  );
}
