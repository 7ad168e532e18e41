import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { lastDay } from '../numbers/last-day';
import { Facts, Quantity } from '../numbers/quantity';
import { flowWho } from '../people/flow';
import { Customers } from '../people/customers-column';
import { StateList } from '../people/state-list';
import type { PartProps } from './segments-page';

/** How the parts make the sum. */
const SIGNS = { start: '', new: '+ ', woken: '+ ', gone: '− ', now: '= ' } as const;

const PARTS = ['start', 'new', 'woken', 'gone', 'now'] as const;

/** Active in and out over a month: the parts of a sum, each with its people. */
export function Flow({ view: { flow, comparison }, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  const { t: home } = useTranslation('home');
  if (flow === null)
    return (
      <Section
        title={home('definition.statusFlow.title')}
        term="home:definition.statusFlow"
        meaning={t('flow.notYet')}
      />
    );
  const who = flowWho(flow.since);
  return (
    <Section
      title={home('definition.statusFlow.title')}
      term="home:definition.statusFlow"
      meaning={t(flow.now >= flow.start ? 'flow.more' : 'flow.fewer', {
        day: format.day(lastDay(flow.since)),
        now: format.people(flow.now),
        difference: format.people(Math.abs(flow.now - flow.start)),
      })}
    >
      <Facts>
        {PARTS.map((part) => (
          <Quantity
            key={part}
            small
            term="home:definition.statusFlow"
            label={
              part === 'now' && format.pastDay !== null
                ? t('flow.start', { day: format.day(format.pastDay) })
                : t(`flow.${part}`, { day: format.day(lastDay(flow.since)) })
            }
            value={
              <>
                {SIGNS[part]}
                <Customers count={flow[part]} who={who[part]} text={format.heads(flow[part])} />
              </>
            }
          />
        ))}
      </Facts>
      {comparison !== null && <StateList comparison={comparison} format={format} />}
    </Section>
  );
}
