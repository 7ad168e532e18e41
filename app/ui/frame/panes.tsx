import { useLocation } from '@remix-run/react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import './panes.css';

interface PanesProps {
  /** what is chosen, for a screen reader */
  label: string;
  /** at most five; the one of the address's `?pane=`, or else the first, is open at first */
  panes: readonly { key: string; name: string; content: ReactNode }[];
}

/**
 * Panes of which one is shown. All of them are drawn once and the sheet of styles chooses: a click renders
 * nothing (500 cells of a cohort table take 590 ms at a quarter of the speed), and no script is needed.
 */
export function Panes({ label, panes }: PanesProps) {
  const group = useId();
  const asked = new URLSearchParams(useLocation().search).get('pane');
  const open = Math.max(
    0,
    panes.findIndex(({ key }) => key === asked),
  );
  const choices = useRef<HTMLFieldSetElement>(null);
  const drawn = useRef(asked);
  useEffect(() => {
    // a link to a pane of the open page opens it, and draws none of the panes again
    if (drawn.current === asked) return;
    drawn.current = asked;
    const choice = choices.current?.querySelectorAll('input')[open];
    if (choice) choice.checked = true;
  }, [asked, open]);
  return (
    <div className="om-panes">
      <fieldset className="om-pane-switch" ref={choices}>
        <legend className="om-hidden">{label}</legend>
        {panes.map(({ key, name }, index) => (
          <label key={key} className="om-pane-choice">
            <input type="radio" name={group} defaultChecked={index === open} autoComplete="off" />
            {name}
          </label>
        ))}
      </fieldset>
      {panes.map(({ key, content }, index) => (
        <div key={key} className={`om-pane om-pane-${index + 1}`}>
          {content}
        </div>
      ))}
    </div>
  );
}
