import { subscriptionTexts } from '../../../i18n/late/subscriptions';
import type { Snapshot } from '../../../metrics/snapshot';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { Facts, Quantity } from '../../numbers/quantity';
import type { PageFormat } from '../../numbers/use-format';
import { Cliff } from './cliff';
import { contractShares } from './contract-shares';
import { SurvivalCurve } from './survival-curve';
import { SurvivalGroups } from './survival-groups';

export type SubscriptionNumbers = NonNullable<Snapshot['subscriptions']>;

export interface SubscriptionProps {
  numbers: SubscriptionNumbers;
  format: PageFormat;
}

/** How long subscriptions last, what the minimum contract holds, and what it loses. */
export function Subscriptions({ numbers, format }: SubscriptionProps) {
  const { t } = useLateTexts(subscriptionTexts);
  const { customers, active, steps, contractOrders, limitDays, ...rest } = numbers;
  const { revenueShare, revenueShare365 } = rest;
  const order = format.number(contractOrders);
  const limit = format.days(limitDays);
  const { contract, beyond } = contractShares(numbers);
  const current = (from: number, to: number) =>
    steps
      .filter((step) => step.order >= from && step.order <= to)
      .reduce((sum, step) => sum + step.current, 0);
  return (
    <>
      <Section
        title={t('title')}
        term="repeatMore:definition.subscriptions"
        meaning={
          contract === null || beyond === null
            ? t('notYet', { order, limit })
            : t('meaning', {
                contract: format.number(contract * 100),
                beyond: format.number(beyond * 100),
                ...{ order, after: format.number(contractOrders + 1) },
              })
        }
      >
        <Facts>
          <Quantity
            term="repeatMore:definition.cliff"
            label={t('beforeCliff', { order })}
            value={format.people(current(contractOrders, contractOrders))}
            note={t('beforeCliffNote')}
          />
          <Quantity
            small
            term="repeatMore:definition.subscriptions"
            label={t('active')}
            value={format.people(active)}
            note={t('activeNote', { limit })}
          />
          <Quantity
            small
            term="repeatMore:definition.subscriptions"
            label={t('customers')}
            value={format.people(customers)}
          />
          <Quantity
            small
            term="repeatMore:definition.cliff"
            label={t('inContract')}
            value={format.people(current(1, contractOrders - 1))}
            note={t('inContractNote', { order })}
          />
          <Quantity
            small
            term="repeatMore:definition.subscriptionShare"
            label={t('share')}
            value={revenueShare365 === null ? null : format.percent(revenueShare365)}
            note={t('shareToDate', { share: format.percent(revenueShare) })}
            reason={t('shareReason')}
          />
        </Facts>
        <SurvivalCurve numbers={numbers} format={format} />
      </Section>
      <Cliff numbers={numbers} format={format} />
      <SurvivalGroups numbers={numbers} format={format} />
    </>
  );
}
