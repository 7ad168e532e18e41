import { Link, Text } from '@shopify/polaris';
import { subscriptionTexts } from '../../../i18n/late/subscriptions';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { contractShares } from './contract-shares';
import type { SubscriptionProps } from './subscriptions';

/** What the minimum contract holds and loses, beside the orders around its last. */
export function Cliff({ numbers, format }: Omit<SubscriptionProps, 'newcomersFrom'>) {
  const { t } = useLateTexts(subscriptionTexts);
  const { cliff, contractOrders } = numbers;
  const order = format.number(contractOrders);
  const rate = cliff && cliff.ended / cliff.reached;
  const beside = cliff?.beside ?? null;
  const { contract, beyond } = contractShares(numbers);
  const elsewhere = largestElsewhere(numbers);
  const how = rate === null ? 'none' : beside === null ? 'alone' : rate > beside ? 'steep' : 'even';
  return (
    <Section
      title={t('commitment.title')}
      term="repeatMore:definition.cliff"
      meaning={t(`cliff.${how}`, {
        order,
        rate: format.percent(rate),
        beside: format.percent(beside),
      })}
    >
      {rate !== null && contract !== null && beyond !== null && (
        <Text as="p">
          {t('commitment.text', {
            order,
            contract: format.percent(contract),
            rate: format.percent(rate),
            beyond: format.percent(beyond),
          })}
        </Text>
      )}
      {elsewhere !== null && (
        <Text as="p">
          {t(`cliff.${elsewhere.order < contractOrders ? 'earlier' : 'later'}`, {
            order: format.number(elsewhere.order),
            rate: format.percent(elsewhere.ended / elsewhere.reached),
          })}
        </Text>
      )}
      <p className="om-range">{t('commitment.caution')}</p>
      <p className="om-range">
        <Link url="/app/settings/rules">{t('minimum', { order })}</Link>
      </p>
    </Section>
  );
}

/**
 * The largest loss where it is larger than the contract's, else the largest later one. The loss after the first order is the
 * largest of most shops and no sign of another contract, which has two orders at least.
 */
function largestElsewhere({ steps, laterLoss, contractOrders }: SubscriptionProps['numbers']) {
  const before = steps.filter(
    ({ order, survival }) => order > 1 && order < contractOrders && survival !== null,
  );
  const all = [...before, ...(laterLoss === null ? [] : [laterLoss])];
  const own = steps.find(({ order, survival }) => order === contractOrders && survival !== null);
  const rate = ({ ended, reached }: { ended: number; reached: number }) => ended / reached;
  const most = all.reduce<(typeof all)[number] | null>(
    (a, b) => (a === null || rate(b) > rate(a) ? b : a),
    null,
  );
  if (most === null) return null;
  return own === undefined || rate(most) > rate(own) ? most : laterLoss;
}
