import { BlockStack, Card, Link, Page, Text } from '@shopify/polaris';
import type { CsvCell } from '../../../csv';
import { data } from '../../../i18n/late/data';
import { LEFT_OUT_REASONS, type LeftOutReason } from '../../../terms/left-out-reasons';
import { SweepCard } from '../../frame/following';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { SetApart } from '../../home/set-apart';
import { leftOutAddress } from '../../numbers/left-out-address';
import { useFormat, type PageFormat } from '../../numbers/use-format';
import { FileButton } from './file-button';
import type { DataView } from './view';
import '../../base.css';
import '../../tables/table.css';

/** What was read, which orders count, and how both compare with Shopify. */
export function DataPage({ view }: { view: DataView }) {
  const { t } = useLateTexts(data);
  const format = useFormat(view);
  const { waitingRequests, following, currency, timezone } = view;
  return (
    <main>
      <Page
        title={t('common:settings.data')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
      >
        <BlockStack gap="400">
          <Section title={t('excluded.title')}>
            <Excluded view={view} format={format} />
            <SetApart {...view.setApart} format={format} />
          </Section>
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {t('reconcileCard.title')}
              </Text>
              <Text as="p">{t('reconcileCard.body')}</Text>
              <Link url="/app/settings/data/reconcile">{t('reconcileCard.open')}</Link>
            </BlockStack>
          </Card>
          <ReadIn view={view} format={format} />
          <SweepCard status={{ following, past: null, currency, timezone }} />
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {t('privacyCard.title')}
              </Text>
              <Text as="p">
                {waitingRequests === 0
                  ? t('privacyCard.none')
                  : t('privacyCard.waiting', {
                      count: waitingRequests,
                      n: format.number(waitingRequests),
                    })}
              </Text>
              <Link url="/app/settings/privacy">{t('privacyCard.open')}</Link>
            </BlockStack>
          </Card>
        </BlockStack>
      </Page>
    </main>
  );
}

interface PartProps {
  view: DataView;
  format: PageFormat;
}

/** The left-out orders by reason, each with its list. */
function Excluded({ view: { orders, computedAt }, format }: PartProps) {
  const { t } = useLateTexts(data);
  if (orders === null) return <Text as="p">{t('noShop')}</Text>;
  const left = orders.read - orders.counted;
  const summary = t('numbers:leftOut.summary', {
    count: left,
    read: format.number(orders.read),
    counted: format.number(orders.counted),
    left: format.number(left),
  });
  const rows = LEFT_OUT_REASONS.filter((reason) => (orders.excluded[reason] ?? 0) > 0);
  const nameOf = (reason: LeftOutReason) => t(`numbers:leftOut.reason.${reason}`);
  const heads = [
    ...[t('excluded.reason'), t('excluded.orders')],
    format.inCurrency(t('excluded.worth')),
  ];
  const line = (reason: LeftOutReason): CsvCell[] => [
    ...[nameOf(reason), orders.excluded[reason] ?? 0],
    { amount: orders.excludedRevenue[reason] ?? null, decimals: format.decimals },
  ];
  return (
    <>
      <Text as="p">{summary}</Text>
      {rows.length === 0 ? (
        <Text as="p">{t('excluded.none')}</Text>
      ) : (
        <table className="om-table">
          <caption className="om-hidden">{t('excluded.table')}</caption>
          <thead>
            <tr>
              <th scope="col" className="om-words">
                {t('excluded.reason')}
              </th>
              <th scope="col">{t('excluded.orders')}</th>
              <th scope="col">{t('excluded.worth')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((reason) => (
              <tr key={reason}>
                <th scope="row">
                  <ReasonLink reason={reason} name={nameOf(reason)} />
                </th>
                <td className="om-main">{format.number(orders.excluded[reason])}</td>
                <td data-label={t('excluded.worth')}>
                  {format.money(orders.excludedRevenue[reason])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > 0 && (
        <FileButton
          name="excluded-orders.csv"
          label={t('excluded.file')}
          lines={() => [heads, ...rows.map(line)]}
        />
      )}
      <Text as="p" tone="subdued">
        {t('excluded.when', { time: format.moment(computedAt) })}
      </Text>
    </>
  );
}

/** The reason's name leads to its orders; what is said of it beside does not. */
function ReasonLink({ reason, name }: { reason: LeftOutReason; name: string }) {
  const end = name.search(/[（。(.]/);
  const own = (end === -1 ? name : name.slice(0, end)).trimEnd();
  const rest = name.slice(own.length);
  return (
    <>
      <Link url={leftOutAddress(reason)}>{own}</Link>
      {rest !== '' && <span className="om-range">{rest}</span>}
    </>
  );
}

/** How far reading has come, and when the shop's changes were last looked for. */
function ReadIn({ view: { importing, times }, format }: PartProps) {
  const { t } = useLateTexts(data);
  const { state, ordersRead, limitedTo60Days } = importing;
  return (
    <Section title={t('readIn.title')}>
      <Text as="p">
        {t(state === 'done' ? 'readIn.imported' : `readIn.${state}`, {
          time: format.moment(times.imported),
          n: format.number(ordersRead),
        })}{' '}
        {(state === 'failed' || state === 'running') && (
          <Link url="/app">{t('readIn.seeHome')}</Link>
        )}
      </Text>
      {limitedTo60Days && <Text as="p">{t('readIn.limited')}</Text>}
      <Text as="p">
        {times.change === null
          ? t('readIn.noChange')
          : t('readIn.change', { time: format.moment(times.change) })}
      </Text>
      <Text as="p">
        {times.check === null
          ? t(state === 'done' ? 'readIn.notChecked' : 'readIn.noCheck')
          : t('readIn.check', { time: format.moment(times.check) })}
      </Text>
    </Section>
  );
}
