import { repeatMore } from '../../i18n/late/repeat-more';
import { useLateTexts } from '../frame/use-late-texts';
import { Facts, Quantity } from '../numbers/quantity';
import type { PartProps } from './second-purchase';
import { bought, People, whomOf } from './whom';

/** How many first-time buyers are in the days in which half of the others came back. */
export function WindowNow({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const window = view.repeat.daysToSecond?.window ?? null;
  if (window === null) return null;
  const days = { from: format.number(window.from), to: format.number(window.to) };
  const people = { now: window.customers, before: window.before, past: window.past };
  const since = {
    now: { from: window.from, to: window.to },
    before: { from: null, to: window.from - 1 },
    past: { from: window.to + 1, to: null },
  };
  const whoOf = (when: keyof typeof people) =>
    whomOf(view, bought(1), { field: 'sinceFirst', ...since[when] });
  const now = whoOf('now');
  return (
    <>
      <Facts>
        {(['now', 'before', 'past'] as const).map((when) => (
          <Quantity
            key={when}
            small={when !== 'now'}
            term="repeatMore:definition.window"
            label={t(`window.${when}`)}
            value={<People who={whoOf(when)}>{format.people(people[when])}</People>}
            note={t(`window.${when}Note`, days)}
          />
        ))}
      </Facts>
      {now !== null && window.customers > 0 && (
        <p>
          <strong>
            <People who={now}>
              {t('window.see', { people: format.people(window.customers) })}
            </People>
          </strong>
        </p>
      )}
    </>
  );
}
