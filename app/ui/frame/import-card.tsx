import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ImportPartProgress, ImportProgress } from '../../progress/import-progress';
import type { PageStatus } from './page-status';
import { type PageFormat, useFormat } from '../numbers/use-format';
import './import-card.css';

/** Share of the whole work of each phase, so that the bar never runs backwards. */
const PHASES = {
  asking: { from: 2, to: 8 },
  reading: { from: 8, to: 70 },
  merging: { from: 70, to: 85 },
  counting: { from: 85, to: 99 },
} as const;

interface ImportCardProps {
  status: PageStatus;
  onRetry?: () => void;
}

/** The running import from Shopify: what, how far, and how long it will take. */
export function ImportCard({ status, onRetry }: ImportCardProps) {
  const { t } = useTranslation('import');
  const format = useFormat(status);
  const { importing } = status;
  if (importing.state === 'failed') return <ImportFailed status={status} onRetry={onRetry} />;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t(`phase.${importing.phase}.title`)}
          </Text>
          <Text as="p">{t(`phase.${importing.phase}.body`)}</Text>
        </BlockStack>
        <progress
          className="om-progress"
          aria-labelledby="import-progress"
          max={100}
          value={overall(status)}
        >
          {format.percent(overall(status) / 100, 0)}
        </progress>
        <div id="import-progress" role="status" aria-live="polite">
          <BlockStack gap="100">
            <Text as="p" variant="headingSm">
              {ordersLine(t, format, importing.ordersRead, importing.ordersTotal)}
            </Text>
            <InlineStack gap="400">
              {importing.parts
                .filter((part) => part.part !== 'orders')
                .map((part) => (
                  <Text key={part.part} as="span" tone="subdued">
                    {partLine(t, format, part)}
                  </Text>
                ))}
            </InlineStack>
            <Text as="p" tone="subdued">
              {importing.waitsFor ? t(`waitsFor.${importing.waitsFor}`) : timeLeft(t, importing)}
            </Text>
          </BlockStack>
        </div>
        <Text as="p" tone="subdued">
          {t('usable')}
        </Text>
      </BlockStack>
    </Card>
  );
}

function ImportFailed({ status, onRetry }: ImportCardProps) {
  const { t, i18n } = useTranslation('import');
  const format = useFormat(status);
  const { failure } = status.importing;
  const key = `failure.${failure?.key ?? 'unknown'}`;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" tone="critical">
          {t('failed.title')}
        </Text>
        <Text as="p">{t(i18n.exists(`import:${key}`) ? key : 'failure.unknown')}</Text>
        {failure !== null && (
          <Text as="p" tone="subdued">
            {[stopped(t, format, failure), said(t, failure)].filter(Boolean).join(' ')}
          </Text>
        )}
        <Text as="p" tone="subdued">
          {t(status.computedAt === null ? 'failed.nothingLost' : 'failed.oldNumbers')}
        </Text>
        <InlineStack>
          <Button variant="primary" onClick={onRetry}>
            {t('failed.retry')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];
type Failure = NonNullable<ImportProgress['failure']>;

function stopped(t: Translate, format: PageFormat, { key, detail, since }: Failure): string {
  const time = format.moment(since);
  const line = key === 'malformed' ? /^line (\d+)/.exec(detail ?? '')?.[1] : undefined;
  return line === undefined
    ? t('failed.since', { time })
    : t('failed.sinceLine', { time, line: format.number(line) });
}

/** Kinds of failure whose detail is Shopify's own text, shown unchanged. */
const SHOPIFYS_WORD = ['refused', 'shopifyFailed'];

function said(t: Translate, { key, detail }: Failure): string {
  if (detail === null) return '';
  if (SHOPIFYS_WORD.includes(key)) return t('failed.detail', { detail });
  if (key === 'unknownZone') return t('failed.zone', { zone: detail });
  const scopes = key === 'accessDenied' ? (detail.match(/\bread_\w+/g) ?? []) : [];
  return scopes.length === 0
    ? ''
    : t('failed.missing', { scopes: [...new Set(scopes)].join(', ') });
}

function ordersLine(t: Translate, format: PageFormat, read: number, total: number | null): string {
  const values = { read: format.number(read), total: format.number(total) };
  return total === null ? t('orders.read', values) : t('orders.readOf', values);
}

function partLine(t: Translate, format: PageFormat, part: ImportPartProgress): string {
  const values = { read: format.number(part.read), total: format.number(part.total) };
  if (part.state === 'done') return t(`part.${part.part}Done`, values);
  return t(part.total === null ? `part.${part.part}` : `part.${part.part}Of`, values);
}

function timeLeft(t: Translate, { secondsLeft: seconds, phase }: ImportProgress): string {
  // Reading is most of the work: the rest cannot be measured.
  if (phase === 'merging' || phase === 'counting') return t('left.moment');
  if (seconds === null) return t('left.unknown');
  if (seconds < 10) return t('left.moment');
  if (seconds < 90) return t('left.seconds', { count: Math.ceil(seconds / 10) * 10 });
  return t('left.minutes', { count: Math.ceil(seconds / 60) });
}

function overall({ importing }: PageStatus): number {
  const { from, to } = PHASES[importing.phase];
  const total = importing.ordersTotal;
  const share =
    importing.phase === 'reading' && total !== null && total > 0
      ? Math.min(1, importing.ordersRead / total)
      : 0;
  return Math.round(from + (to - from) * share);
}
