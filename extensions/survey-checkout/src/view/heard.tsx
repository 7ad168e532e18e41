import type { Survey } from '../survey';
import { fieldOf } from './field';

/** The second question, which sends itself: how the buyer heard of the shop. */
export function HeardOf({ survey }: { survey: Survey }) {
  const { heard } = survey.view.value;
  if (heard === null) return null;
  return (
    <s-select
      label={heard.question}
      placeholder="–"
      value=""
      onChange={(event) => survey.hear(`${fieldOf(event, 'value')}`)}
    >
      {heard.choices.map(({ key, text }) => (
        <s-option key={key} value={key}>
          {text}
        </s-option>
      ))}
    </s-select>
  );
}
