import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import { FileDownload } from '../files/file-download';
import type { ShownRequest } from './view';

interface RequestsProps {
  requests: ShownRequest[];
  /** ISO 8601 */
  now: string;
  format: PageFormat;
}

/** Shopify's requests in customers' names, each with its deadline and result. */
export function Requests({ requests, now, format }: RequestsProps) {
  const { t } = useTranslation('privacy');
  if (requests.length === 0)
    return (
      <Text as="p" tone="subdued">
        {t('requests.none')}
      </Text>
    );
  return (
    <ul className="om-requests" aria-label={t('requests.list')}>
      {requests.map((request) => (
        <li key={request.id}>
          <Request request={request} now={now} format={format} />
        </li>
      ))}
    </ul>
  );
}

interface RequestProps extends Omit<RequestsProps, 'requests'> {
  request: ShownRequest;
}

function Request({ request, now, format }: RequestProps) {
  const { t } = useTranslation('privacy');
  const { customer, kind, state } = request;
  const waits = state === 'waiting';
  const overdue = waits && request.dueAt < now;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t(`requests.kind.${kind}`)}
      </Text>
      <Text as="p">
        {customer === null ? (
          t(waits ? 'requests.orders' : 'requests.someone')
        ) : (
          <Link url={`shopify://admin/customers/${customer}`} target="_top">
            {t('requests.customer', { id: customer })}
          </Link>
        )}
      </Text>
      <InlineStack gap="300">
        <span className="om-range">
          {t('requests.received', { time: format.moment(request.receivedAt) })}
        </span>
        {waits && (
          <Text as="span" tone={overdue ? 'critical' : undefined}>
            {t(overdue ? 'requests.overdue' : 'requests.due', {
              time: format.moment(request.dueAt),
            })}
          </Text>
        )}
      </InlineStack>
      <Outcome request={request} format={format} />
    </BlockStack>
  );
}

function Outcome({ request, format }: Pick<RequestProps, 'request' | 'format'>) {
  const { t } = useTranslation('privacy');
  const { state, fileExpiresAt, finishedAt, id } = request;
  if (state !== 'done' || fileExpiresAt === null)
    return <Text as="p">{t(`requests.state.${state}`, { time: format.moment(finishedAt) })}</Text>;
  return (
    <BlockStack gap="200">
      <Text as="p">{t('requests.state.ready', { time: format.moment(fileExpiresAt) })}</Text>
      <FileDownload
        what="dataRequest"
        query={`id=${id}`}
        total={1}
        label={t('requests.download')}
        name={t('requests.downloadOf', { time: format.moment(request.receivedAt) })}
        failed={t('requests.failed')}
      />
    </BlockStack>
  );
}
