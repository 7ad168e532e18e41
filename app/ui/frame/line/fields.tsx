import { useId } from 'react';
import '../forms.css';

interface CheckProps {
  name: string;
  label: string;
  help?: string;
  initial: boolean;
}

/** An uncontrolled checkbox: the form has its state, and Shopify's bar resets it. */
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
  /** what is typed, for the keyboard of a phone; the door checks it, and the app says what is wrong */
  inputMode?: 'text' | 'url' | 'numeric' | 'decimal';
  initial: string;
  placeholder?: string;
  maxLength?: number;
  /** visible lines; default: one */
  lines?: number;
  lang?: string;
  /** a field of a few letters whatever its keyboard */
  short?: boolean;
  /** the error of the sent value; null: none */
  wrong: string | null;
}

/** A text field of one or several lines, with its purpose and its error. */
export function Text(props: TextProps) {
  const {
    name,
    label,
    help,
    inputMode = 'text',
    initial,
    placeholder,
    maxLength,
    lines,
    lang,
    short = inputMode === 'numeric' || inputMode === 'decimal',
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
          className={short ? 'om-input' : 'om-input om-input-wide'}
          inputMode={inputMode}
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

interface ChoicesProps<Value extends string> {
  name: string;
  legend: string;
  options: readonly { value: Value; label: string }[];
  initial: Value;
}

/** One of a few named choices, all of them in sight. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { name, legend, options, initial } = props;
  return (
    <fieldset className="om-choices">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className="om-check">
          <input type="radio" name={name} value={value} defaultChecked={value === initial} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
