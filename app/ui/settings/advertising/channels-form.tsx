import { Link, Text } from '@shopify/polaris';
import { advertising } from '../../../i18n/late/advertising';
import '../../frame/forms.css';
import { SaveForm } from '../../frame/line/save-form';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat, type PageFormat } from '../../numbers/use-format';
import type { ChannelsAnswer, ChannelsView, SourceRow } from './channels-view';
import '../tried.css';
import './channels.css';

interface ChannelsFormProps {
  /** what the page was opened with, or saved last */
  opened: ChannelsView;
  answer?: ChannelsAnswer | undefined;
}

/** The shop's sources, most newcomers first, each with the choice of its channel. A source has one channel at most. */
export function ChannelsForm({ opened, answer }: ChannelsFormProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(opened);
  const { channels, sources, rest, unknown, unmapped } = opened;
  const refused = answer !== undefined && 'chosen' in answer ? answer : undefined;
  const version = refused && 'version' in refused ? refused.version : opened.version;
  const suggested = sources.filter(({ suggestion }) => suggestion !== null).length;
  if (channels.length === 0 || sources.length === 0)
    return (
      <Section title={t('channels.title')}>
        <Text as="p">
          {t(channels.length === 0 ? 'channels.noChannel' : 'channels.noSource')}{' '}
          {channels.length === 0 && (
            <Link url="/app/settings/advertising">{t('channels.enter')}</Link>
          )}
        </Text>
      </Section>
    );
  return (
    <SaveForm refused={refused} data-discard-confirmation>
      <input type="hidden" name="version" value={version} readOnly />
      <input type="hidden" name="rows" value={sources.length} readOnly />
      <Section
        title={t('channels.title')}
        meaning={t('channels.meaning', {
          unmapped: format.people(unmapped),
          unknown: format.people(unknown),
        })}
      >
        <ul className="om-requests" aria-label={t('channels.list')}>
          {sources.map((source, row) => (
            <li key={source.source} className="om-channel">
              <Source
                source={source}
                row={row}
                channels={channels}
                chosen={chosenOf(source, refused)}
                format={format}
              />
            </li>
          ))}
        </ul>
        {rest.sources > 0 && (
          <Text as="p" tone="subdued">
            {t('channels.rest', {
              count: rest.sources,
              n: format.number(rest.sources),
              people: format.people(rest.customers),
            })}
          </Text>
        )}
        <div className="om-channel-buttons">
          {suggested > 0 && (
            <button className="om-tried-button" name="intent" value="suggest">
              {t('channels.suggestAll', { count: suggested })}
            </button>
          )}
          <button className="om-tried-button">{t('channels.save')}</button>
        </div>
      </Section>
    </SaveForm>
  );

  function chosenOf({ source, channel }: SourceRow, of: typeof refused): string {
    const own = of !== undefined && Object.hasOwn(of.chosen, source) ? of.chosen[source] : channel;
    return own ?? '';
  }
}

interface SourceProps {
  source: SourceRow;
  row: number;
  channels: readonly string[];
  /** empty: none */
  chosen: string;
  format: PageFormat;
}

function Source({ source: own, row, channels, chosen, format }: SourceProps) {
  const { t } = useLateTexts(advertising);
  const { source, customers, channel, suggestion } = own;
  const id = `channel-${row}`;
  return (
    <>
      <div>
        <label htmlFor={id}>{source}</label>
        <div className="om-range">
          {t('channels.newcomers', { people: format.people(customers) })}
        </div>
        {suggestion !== null && (
          <div className="om-channel-suggestion">
            {t('channels.suggestion', {
              channel: suggestion.channel,
              reason: t(`channels.reason.${suggestion.why}`, { medium: suggestion.medium }),
            })}
          </div>
        )}
      </div>
      <input type="hidden" name={`source.${row}`} value={source} readOnly />
      <input type="hidden" name={`was.${row}`} value={channel ?? ''} readOnly />
      {suggestion !== null && (
        <input type="hidden" name={`suggested.${row}`} value={suggestion.channel} readOnly />
      )}
      <select id={id} name={`channel.${row}`} className="om-select" defaultValue={chosen}>
        <option value="">{t('channels.none')}</option>
        {channels.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </>
  );
}
