import { repeatMore } from '../../i18n/late/repeat-more';
import { useLateTexts } from '../frame/use-late-texts';
import { Facts, Quantity } from '../numbers/quantity';
import type { PartProps } from './second-purchase';

const TERM = 'repeatMore:definition.window';

/** How many first-time buyers are in the days in which half of the others came back. */
export function WindowNow({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const window = view.repeat.daysToSecond?.window ?? null;
  if (window === null) return null;
  const days = { from: format.number(window.from), to: format.number(window.to) };
  return (
    <Facts>
      <Quantity
        term={TERM}
        label={t('window.now')}
        value={format.people(window.customers)}
        note={t('window.nowNote', days)}
      />
      <Quantity
        small
        term={TERM}
        label={t('window.before')}
        value={format.people(window.before)}
        note={t('window.beforeNote', days)}
      />
      <Quantity
        small
        term={TERM}
        label={t('window.past')}
        value={format.people(window.past)}
        note={t('window.pastNote', days)}
      />
    </Facts>
  );
}
