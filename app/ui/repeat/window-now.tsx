import { repeatMore } from '../../i18n/late/repeat-more';
import { useLateTexts } from '../frame/use-late-texts';
import { Facts, Quantity } from '../numbers/quantity';
import type { PartProps } from './second-purchase';

/** How many first-time buyers are in the days in which half of the others came back. */
export function WindowNow({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const window = view.repeat.daysToSecond?.window ?? null;
  if (window === null) return null;
  const days = { from: format.number(window.from), to: format.number(window.to) };
  const people = { now: window.customers, before: window.before, past: window.past };
  return (
    <Facts>
      {(['now', 'before', 'past'] as const).map((when) => (
        <Quantity
          key={when}
          small={when !== 'now'}
          term="repeatMore:definition.window"
          label={t(`window.${when}`)}
          value={format.people(people[when])}
          note={t(`window.${when}Note`, days)}
        />
      ))}
    </Facts>
  );
}
