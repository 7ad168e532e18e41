import { useId } from 'react';
import './spend-grid.css';

interface SpendInputProps {
  name: string;
  label: string;
  /** in the grid (grid-keys) */
  place: string;
  initial: string;
  placeholder?: string | undefined;
  /** the sentence about its text; null: it is good */
  wrong: string | null;
  /** a name, not an amount */
  words?: boolean;
}

/** A cell of the grid, uncontrolled as all fields are that a save bar resets. */
export function SpendInput({
  name,
  label,
  place,
  initial,
  placeholder,
  wrong,
  words,
}: SpendInputProps) {
  const id = useId();
  return (
    <>
      <input
        name={name}
        aria-label={label}
        className={words === true ? 'om-spend-input om-spend-name' : 'om-spend-input'}
        data-cell={place}
        defaultValue={initial}
        placeholder={placeholder}
        inputMode={words === true ? 'text' : 'decimal'}
        autoComplete="off"
        aria-invalid={wrong === null ? undefined : true}
        aria-describedby={wrong === null ? undefined : id}
      />
      {wrong !== null && (
        <span id={id} className="om-spend-wrong">
          {wrong}
        </span>
      )}
    </>
  );
}
