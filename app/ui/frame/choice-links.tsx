import { Link } from '@remix-run/react';
import './tabs.css';

interface ChoiceLinksProps {
  /** what is chosen */
  label: string;
  choices: readonly {
    key: string;
    name: string;
    /** the query of the page's address with it */
    search: string;
    chosen: boolean;
  }[];
}

/** One choice of some, in the page's address: plain links, which need no script. */
export function ChoiceLinks({ label, choices }: ChoiceLinksProps) {
  return (
    <div role="group" aria-label={label} className="om-tabs om-choice-links">
      <span className="om-choice-links-label">{label}</span>
      {choices.map(({ key, name, search, chosen }) => (
        <Link
          key={key}
          to={{ search }}
          className="om-tab"
          aria-current={chosen ? 'true' : undefined}
          preventScrollReset
        >
          {name}
        </Link>
      ))}
    </div>
  );
}
