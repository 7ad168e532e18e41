import type { CustomerRecord, MarketingState, Timestamp } from '../store/records';
import type { Random } from '../worlds/distributions';
import { madeUpName } from '../worlds/tea/people';

const TAGS = ['vip', 'line', 'tasting', 'gift', 'autumn'];
const RFM = ['CHAMPIONS', 'LOYAL', 'PROMISING', 'AT_RISK', 'DORMANT'];
const STATES: MarketingState[] = ['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'];

/** A customer who has signed up but not bought. */
export function newCustomer(id: number, at: Timestamp, random: Random): CustomerRecord {
  return {
    id,
    createdAt: at,
    updatedAt: at,
    ...madeUpName(random),
    email: `new-${String(id)}@example.com`,
    locale: 'ja',
    tags: [],
    numberOfOrders: 0,
    amountSpent: '0',
    emailMarketing: random.chance(0.5) ? { state: 'SUBSCRIBED', updatedAt: at } : null,
    smsMarketing: null,
    rfmGroup: null,
    dataSaleOptOut: false,
  };
}

/** The customer with another tag, consent, group or wish. */
export function changedCustomer(
  customer: CustomerRecord,
  at: Timestamp,
  random: Random,
): CustomerRecord {
  const tag = random.pick(TAGS);
  const { tags } = customer;
  const changes: (() => Partial<CustomerRecord>)[] = [
    () => ({ tags: tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag] }),
    () => ({ emailMarketing: { state: random.pick(STATES), updatedAt: at } }),
    () => ({ smsMarketing: { state: random.pick(STATES), updatedAt: at } }),
    () => ({ rfmGroup: random.pick(RFM) }),
    () => ({ dataSaleOptOut: !customer.dataSaleOptOut }),
  ];
  return { ...customer, ...random.pick(changes)(), updatedAt: at };
}
