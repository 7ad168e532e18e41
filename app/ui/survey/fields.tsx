import { useId } from 'react';
import '../frame/forms.css';

interface CheckProps {
  name: string;
  label: string;
  help?: string;
  initial: boolean;
}

/** A box to tick. Without a value of its own: the form says what it is, and Shopify's bar resets it. */
export function Check({ name, label, help, initial }: CheckProps) {
  const id = useId();
  return (
    <div>
      <label className="om-check">
        <input
          type="checkbox"
          name={name}
          defaultChecked={initial}
          aria-describedby={help === undefined ? undefined : id}
        />
        <span>{label}</span>
      </label>
      {help !== undefined && (
        <p id={id} className="om-range om-check-help">
          {help}
        </p>
      )}
    </div>
  );
}

interface TextProps {
  name: string;
  label: string;
  help?: string;
  type?: 'text' | 'url' | 'number';
  initial: string;
  placeholder?: string;
  maxLength?: number;
  /** as many lines are seen at once; without it there is one */
  lines?: number;
  lang?: string;
  /** what is wrong with what was sent; null: nothing */
  wrong: string | null;
}

/** A line, or several, to fill in, with what it is for and what is wrong with it. */
export function Text(props: TextProps) {
  const {
    name,
    label,
    help,
    type = 'text',
    initial,
    placeholder,
    maxLength,
    lines,
    lang,
    wrong,
  } = props;
  const id = useId();
  const shared = {
    id,
    name,
    defaultValue: initial,
    placeholder,
    maxLength,
    lang,
    'aria-describedby': `${id}-help`,
    'aria-invalid': wrong !== null || undefined,
  };
  return (
    <div className="om-field">
      <label htmlFor={id}>{label}</label>
      {lines === undefined ? (
        <input
          {...shared}
          className={type === 'number' ? 'om-input' : 'om-input om-input-wide'}
          type={type}
          {...(type === 'number'
            ? { min: 1, max: 730, step: 1, required: true, inputMode: 'numeric' as const }
            : {})}
        />
      ) : (
        <textarea {...shared} className="om-input om-input-wide" rows={lines} />
      )}
      <span id={`${id}-help`} className="om-range">
        {wrong === null ? help : <span className="om-wrong">{wrong}</span>}
      </span>
    </div>
  );
}
