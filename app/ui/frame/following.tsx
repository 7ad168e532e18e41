import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, Link, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PageStatus } from './page-status';
import { useFormat } from '../numbers/use-format';

interface Props {
  status: PageStatus;
}

/** Failing work: what, since when, why, and a retry. */
export function Troubles({ status }: Props) {
  const { t } = useTranslation('following');
  const format = useFormat(status);
  const { troubles } = status.following;
  if (troubles.length === 0) return null;
  const retrying = troubles.every((trouble) => trouble.retrying);
  return (
    <Banner tone="critical" title={t('trouble.title')}>
      <BlockStack gap="200">
        <List>
          {troubles.map(({ work, why, since }) => (
            <List.Item key={work}>
              {t('trouble.line', {
                work: t(`work.${work}`),
                since: format.moment(since),
                why: t(`why.${why}`),
              })}
            </List.Item>
          ))}
        </List>
        {retrying ? (
          <p role="status">{t('trouble.retrying')}</p>
        ) : (
          <Act intent="retryTroubles" label={t('trouble.retry')} />
        )}
      </BlockStack>
    </Banner>
  );
}

/** Changes that the numbers do not have after a moment: how many, since when. */
export function ChangesWaiting({ status }: Props) {
  const { t } = useTranslation('following');
  const format = useFormat(status);
  const { waiting } = status.following;
  if (waiting === null) return null;
  const since = format.moment(waiting.since);
  return (
    <Banner tone="info" title={t('waiting.title')}>
      {waiting.changes === 0
        ? t('waiting.counting', { since })
        : t('waiting.changes', {
            count: waiting.changes,
            n: format.number(waiting.changes),
            since,
          })}
    </Banner>
  );
}

/** By which settings the numbers were counted, while they are counted again by others. */
export function EarlierRules({ status }: Props) {
  const { t } = useTranslation('following');
  const format = useFormat(status);
  const { rulesChangedAt } = status;
  if (rulesChangedAt === null) return null;
  return (
    <p role="status" className="om-range om-bare">
      {t('rules', { time: format.moment(rulesChangedAt) })}{' '}
      <Link url="/app/settings/history">{t('rulesWhich')}</Link>
    </p>
  );
}

/** Stale kept days: a changed setting counts them again at once, changed orders at night. */
export function DaysToRecount({ status }: Props) {
  const { t } = useTranslation('following');
  const format = useFormat(status);
  const { daysToRecount, daysByEarlierRules } = status.following;
  const count = daysByEarlierRules || daysToRecount;
  if (count === 0) return null;
  return (
    <p className="om-range om-bare">
      {t(daysByEarlierRules > 0 ? 'recountRules' : 'recount', { count, n: format.number(count) })}
    </p>
  );
}

type SweepStatus = Pick<PageStatus, 'following' | 'past' | 'currency' | 'timezone'>;

/** The comparison with Shopify: when the last one ran, and a button for one at once. */
export function SweepCard({ status }: { status: SweepStatus }) {
  const { t } = useTranslation('following');
  const format = useFormat(status);
  const { sweep } = status.following;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('sweep.title')}
        </Text>
        <Text as="p">{t('sweep.body')}</Text>
        <Text as="p" tone="subdued">
          <span role="status">
            {t(`sweep.${sweep?.state ?? 'never'}`, { time: sweep && format.moment(sweep.at) })}
          </span>
        </Text>
        {/* a past day's numbers are of then; the comparison is of now */}
        {status.past === null && (
          <Act intent="sweep" label={t('sweep.start')} disabled={sweep?.state === 'running'} />
        )}
      </BlockStack>
    </Card>
  );
}

/** A button for Home's door, on any page. */
function Act(props: { intent: string; label: string; disabled?: boolean }) {
  const { Form } = useFetcher();
  return (
    <Form method="post" action="/app?index">
      <input type="hidden" name="intent" value={props.intent} />
      <Button submit disabled={props.disabled}>
        {props.label}
      </Button>
    </Form>
  );
}
