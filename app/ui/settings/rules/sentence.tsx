import { Fragment, useId } from 'react';
import { rules } from '../../../i18n/late/rules';
import type { RuleField } from '../../../settings/entered/rules';
import { useLateTexts } from '../../frame/use-late-texts';
import '../../frame/forms.css';
import './rules.css';

/** What the fields of the form show. */
export interface Fields {
  initial: (field: RuleField) => string;
  /** the sentence beside a field that is not taken; null: none */
  wrong: (field: RuleField) => string | null;
}

const FIELD = /\{(\w{1,30})\}/;

/** A sentence with the fields of its numbers in it, as `{name}`, and what is wrong with them below. */
export function Sentence({ text, fields }: { text: string; fields: Fields }) {
  const parts = text.split(FIELD);
  // every second part is the name of a field
  const named = parts.filter((_, at) => at % 2 === 1) as RuleField[];
  const id = useId();
  return (
    <>
      <p>
        {parts.map((part, at) => (
          <Fragment key={part}>
            {at % 2 === 0 ? (
              part
            ) : (
              <NumberInside field={part as RuleField} fields={fields} describedBy={id} />
            )}
          </Fragment>
        ))}
      </p>
      <div id={id}>
        {named.map((field) => {
          const wrong = fields.wrong(field);
          return (
            wrong !== null && (
              <p key={field} className="om-wrong">
                {wrong}
              </p>
            )
          );
        })}
      </div>
    </>
  );
}

interface NumberInsideProps {
  field: RuleField;
  fields: Fields;
  describedBy: string;
}

function NumberInside({ field, fields, describedBy }: NumberInsideProps) {
  const { t } = useLateTexts(rules);
  return (
    <input
      name={field}
      className="om-input om-rule-number"
      inputMode="numeric"
      maxLength={40}
      defaultValue={fields.initial(field)}
      aria-label={t(`field.${field}`)}
      aria-describedby={describedBy}
      aria-invalid={fields.wrong(field) !== null || undefined}
    />
  );
}
