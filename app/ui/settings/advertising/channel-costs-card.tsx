import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { advertising } from '../../../i18n/late/advertising';
import type { ChannelCosts } from '../../../metrics/formulas/channel-costs';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import type { ChannelsView } from './channels-view';
import '../../tables/table.css';
import './channels.css';

interface ChannelCostsCardProps {
  view: ChannelsView;
  /** where sources are matched to channels; none on that page itself */
  more?: ReactNode;
}

/** Newcomers and acquisition cost of each channel by month, beside those whom no channel brought. */
export function ChannelCostsCard({ view, more }: ChannelCostsCardProps) {
  const { t } = useLateTexts(advertising);
  const { costs } = view;
  const isMapped = view.sources.some(({ channel }) => channel !== null);
  return (
    <Section
      title={t('channels.costs.title')}
      meaning={t(
        costs === null
          ? 'channels.costs.reading'
          : isMapped
            ? 'channels.costs.meaning'
            : 'channels.costs.notMapped',
      )}
      more={more}
    >
      {costs !== null && isMapped && <CostTable view={view} costs={costs} />}
    </Section>
  );
}

function CostTable({ view, costs }: { view: ChannelsView; costs: ChannelCosts[] }) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const months = costs[0]?.months.map(({ month }) => month) ?? [];
  const nameOf = ({ group }: ChannelCosts) =>
    typeof group === 'object' ? group.channel : t(`channels.costs.${group}`);
  const isChannel = ({ group }: ChannelCosts) => typeof group === 'object';
  return (
    <>
      <div className="om-channel-scroll">
        <table className="om-table">
          <caption className="om-hidden">{t('channels.costs.title')}</caption>
          <thead>
            <tr>
              <th scope="col" className="om-words">
                {t('grid.month')}
              </th>
              {costs.map((each) => (
                <th key={nameOf(each)} scope="col">
                  {nameOf(each)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('channels.costs.year')}</th>
              {costs.map((each) => (
                <td key={nameOf(each)} data-label={nameOf(each)}>
                  {isChannel(each) && <strong>{format.money(each.cost)}</strong>}
                </td>
              ))}
            </tr>
            {months.toReversed().map((month, back) => (
              <tr key={month}>
                <th scope="row">{format.month(month)}</th>
                {costs.map((each) => (
                  <td key={nameOf(each)} data-label={nameOf(each)}>
                    <Cell costs={each} at={months.length - 1 - back} view={view} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text as="p" tone="subdued">
        {t('channels.costs.open')}
      </Text>
    </>
  );
}

interface CellProps {
  view: ChannelsView;
  costs: ChannelCosts;
  /** the month's place */
  at: number;
}

/** The newcomers of a month, and what each cost. */
function Cell({ view, costs: { group, months }, at }: CellProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const month = months[at];
  if (month === undefined) return null;
  return (
    <>
      {format.people(month.newcomers)}
      {typeof group === 'object' && (
        <span className="om-range">
          {' '}
          {t('channels.costs.each', { cost: format.money(month.cost) })}
        </span>
      )}
    </>
  );
}
