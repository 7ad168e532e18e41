import { subscriptionTexts } from '../../../i18n/late/subscriptions';
import type { Snapshot } from '../../../metrics/snapshot';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { Facts, Quantity } from '../../numbers/quantity';
import type { PageFormat } from '../../numbers/use-format';
import { PeopleLink } from '../../people/people-link';
import { newcomersWho } from '../whom';
import { Cliff } from './cliff';
import { contractShares } from './contract-shares';
import { SurvivalCurve } from './survival-curve';
import { SurvivalGroups } from './survival-groups';

export type SubscriptionNumbers = NonNullable<Snapshot['subscriptions']>;

export interface SubscriptionProps {
  numbers: SubscriptionNumbers;
  /** the day from which on customers count as new; null: all do */
  newcomersFrom: string | null;
  format: PageFormat;
}

/** How long subscriptions last, what the minimum contract holds, and what it loses. */
export function Subscriptions({ numbers, newcomersFrom, format }: SubscriptionProps) {
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
  /** Those who have not ended, by their number of orders. */
  const running = (from: number | null, to: number | null) =>
    newcomersWho(
      newcomersFrom,
      { field: 'subscription', is: ['running'] },
      ...(from === null ? [] : [{ field: 'subscriptionOrders' as const, from, to }]),
    );
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
            value={
              <PeopleLink who={running(contractOrders, contractOrders)}>
                {format.people(current(contractOrders, contractOrders))}
              </PeopleLink>
            }
            note={t('beforeCliffNote')}
          />
          <Quantity
            small
            term="repeatMore:definition.subscriptions"
            label={t('active')}
            value={<PeopleLink who={running(null, null)}>{format.people(active)}</PeopleLink>}
            note={t('activeNote', { limit })}
          />
          <Quantity
            small
            term="repeatMore:definition.subscriptions"
            label={t('customers')}
            value={
              <PeopleLink
                who={newcomersWho(newcomersFrom, {
                  ...{ field: 'subscriptionOrders', from: 1, to: null },
                })}
              >
                {format.people(customers)}
              </PeopleLink>
            }
          />
          <Quantity
            small
            term="repeatMore:definition.cliff"
            label={t('inContract')}
            value={
              <PeopleLink who={running(1, contractOrders - 1)}>
                {format.people(current(1, contractOrders - 1))}
              </PeopleLink>
            }
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
        <SurvivalCurve numbers={numbers} newcomersFrom={newcomersFrom} format={format} />
      </Section>
      <Cliff numbers={numbers} format={format} />
      <SurvivalGroups numbers={numbers} format={format} />
    </>
  );
}
