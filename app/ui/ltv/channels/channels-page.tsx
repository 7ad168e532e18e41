import { useLocation } from '@remix-run/react';
import { BlockStack, Link, Spinner, Text } from '@shopify/polaris';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ltvTexts } from '../../../i18n/late/ltv';
import { channelTexts } from '../../../i18n/late/channels';
import { ChoiceLinks } from '../../frame/choice-links';
import { PageFrame, type NumbersPageProps } from '../../frame/page-frame';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { CustomersWithin } from '../../people/customers-column';
import { withParameter } from '../../sheets/sheet-key';
import { inFile, words } from '../../tables/columns';
import { DataTable } from '../../tables/data-table';
import { LtvTabs } from '../ltv-tabs';
import { CHANNEL } from './address';
import { HeardOf } from './heard';
import { paybackWords } from '../payback-column';
import { channelName, worthColumns } from './columns';
import type { ChannelRow, ChannelsLtvView } from './view';
import { whoIn } from './whose';

type Counted = NonNullable<ChannelsLtvView['counted']>;

/** What newcomers of each advertising channel cost, what they bring, and when that has paid for them. */
export const ChannelsPage = memo(function ChannelsPage(props: NumbersPageProps<ChannelsLtvView>) {
  const { t } = useLateTexts(ltvTexts);
  const { t: common } = useTranslation();
  return (
    <PageFrame
      name="ltv"
      heading={{ title: common('titles.channels'), subtitle: t('tabs.channelsSubtitle') }}
      tabs={<LtvTabs />}
      {...props}
    >
      {(view, format) => (
        <>
          <Channels view={view} format={format} />
          {view.heard !== null && <HeardOf heard={view.heard} format={format} />}
        </>
      )}
    </PageFrame>
  );
});

interface PartProps {
  view: ChannelsLtvView;
  format: PageFormat;
}

function Channels({ view, format }: PartProps) {
  const { t } = useLateTexts(channelTexts);
  const { counted, isMapped } = view;
  const more = (
    <>
      <Link url="/app/settings/advertising/channels">{t('map')}</Link>{' '}
      <Link url="/app/settings/advertising">{t('spend')}</Link>
    </>
  );
  if (!isMapped || counted === null)
    return (
      <Section title={t('title')} term="ltv:definition.channels" more={more}>
        {isMapped ? (
          <p role="status" aria-live="polite">
            <Spinner size="small" /> {t('counting')}
          </p>
        ) : (
          <Text as="p">{t('noMapping')}</Text>
        )}
      </Section>
    );
  return (
    <BlockStack gap="400">
      <ByChannel counted={counted} format={format} more={more} />
      <ByMonth view={view} counted={counted} format={format} />
    </BlockStack>
  );
}

interface CountedProps {
  counted: Counted;
  format: PageFormat;
}

function ByChannel({ counted, format, more }: CountedProps & { more: ReactNode }) {
  const { t } = useLateTexts(channelTexts);
  const { rows, all, year, marginRate } = counted;
  const [first, ...others] = meaningOf(rows, { t, format });
  const notes = [
    t('note.base'),
    marginRate === null
      ? t('note.noMargin')
      : t('note.margin', { rate: format.percent(marginRate) }),
    t('note.few'),
  ];
  return (
    <Section title={t('title')} term="ltv:definition.channels" meaning={first} more={more}>
      {others.map((sentence) => (
        <Text key={sentence} as="p">
          {sentence}
        </Text>
      ))}
      {year.unattributed > 0 && (
        <Text as="p">
          <CustomersWithin
            sentence={t('unattributed', {
              people: format.people(year.unattributed),
              share: format.percent(year.unattributed / year.newcomers),
            })}
            count={year.unattributed}
            who={year.unattributedWho}
            text={format.people(year.unattributed)}
          />
        </Text>
      )}
      <DataTable<ChannelRow>
        caption={t('title')}
        columns={[
          words('channel', t('channel'), ({ key }) => channelName(key, t)),
          ...worthColumns<ChannelRow>(t, format, ({ who }) => who),
        ]}
        rows={rows}
        keyOf={({ key }) => key}
        total={all}
      />
      <BlockStack gap="100">
        {notes.map((note) => (
          <Text key={note} as="p" tone="subdued">
            {note}
          </Text>
        ))}
      </BlockStack>
    </Section>
  );
}

type Words = { t: ReturnType<typeof useLateTexts>['t']; format: PageFormat };

/** Which channel pays back soonest, and which have not. */
function meaningOf(rows: readonly ChannelRow[], { t, format }: Words): string[] {
  const soonest = rows
    .filter((row) => row.paybackDays !== null)
    .sort((a, b) => (a.paybackDays ?? 0) - (b.paybackDays ?? 0))[0];
  const never = rows.filter(({ paybackUnknown }) => paybackUnknown?.reason === 'notReached');
  const said = [
    ...(soonest?.paybackDays == null
      ? []
      : [
          t('meaning.one', {
            name: channelName(soonest.key, t),
            ...paybackWords(soonest.paybackDays, format),
          }),
        ]),
    ...(never.length === 0
      ? []
      : [
          t('meaning.notReached', {
            names: never.map(({ key }) => channelName(key, t)).join(t('comma')),
          }),
        ]),
  ];
  return said.length === 0 ? [t('meaning.unknown')] : said;
}

function ByMonth({ view, counted, format }: CountedProps & { view: ChannelsLtvView }) {
  const { t } = useLateTexts(channelTexts);
  const { search } = useLocation();
  const { rows, all, chosen, chosenSources, months } = counted;
  type Row = Counted['months'][number];
  return (
    <Section title={t('months.title')} meaning={t('months.meaning')}>
      <ChoiceLinks
        label={t('months.of')}
        choices={[all, ...rows].map(({ key }) => ({
          ...{ key, name: channelName(key, t), chosen: key === chosen },
          search: withParameter(search, CHANNEL, key === 'all' ? null : key),
        }))}
      />
      <DataTable<Row>
        caption={`${t('months.title')}: ${channelName(chosen, t)}`}
        columns={[
          words(
            'month',
            t('months.month'),
            ({ month }) => format.month(month),
            inFile(t('months.month'), ({ month }) => month),
          ),
          ...worthColumns<Row>(t, format, (row) => whoIn([row], chosenSources)),
        ]}
        rows={months}
        keyOf={({ month }) => month}
        folds="rows"
      />
      {view.incompleteMonth !== null && (
        <Text as="p" tone="subdued">
          {t('months.open', { month: format.month(view.incompleteMonth) })}
        </Text>
      )}
    </Section>
  );
}
