import type { CustomerRecord, MarketingState } from '../store/records';
import { orderOf, type ShopStore } from '../store/store-shop';
import { fields, mapPage } from './define';
import { countRows, CUSTOMERS, listPage, ORDERS } from './listing';
import type { Amount } from './money';
import { dateTime, gid, idOf } from './scalars';

/** A customer whose record is read only when a query selects more than the id. */
export class CustomerSource {
  readonly __typename = 'Customer';
  #record: CustomerRecord | undefined;

  constructor(
    readonly id: number,
    private readonly rows: ShopStore,
    record?: CustomerRecord,
  ) {
    this.#record = record;
  }

  get record(): CustomerRecord {
    this.#record ??= this.rows.customer(this.id) ?? undefined;
    if (!this.#record) throw new Error(`customer ${String(this.id)} is not in the store`);
    return this.#record;
  }
}

const nameOf = ({ firstName, lastName, email }: CustomerRecord): string =>
  [firstName, lastName].filter(Boolean).join(' ') || (email ?? '');

type Marketing = NonNullable<CustomerRecord['emailMarketing']>;
type Contact = Marketing & { address: string | null };

/** A consent's state in `CustomerMarketingConsentState`; the e-mail's enum has NOT_SUBSCRIBED. */
export function smsConsentState(state: MarketingState): string {
  return state === 'NOT_SUBSCRIBED' ? 'NEVER_SUBSCRIBED' : state;
}

export const customerResolvers = {
  Customer: fields<CustomerSource>({
    id: (customer) => gid('Customer', customer.id),
    legacyResourceId: (customer) => String(customer.id),
    createdAt: ({ record }) => dateTime(record.createdAt),
    updatedAt: ({ record }) => dateTime(record.updatedAt),
    firstName: ({ record }) => record.firstName,
    lastName: ({ record }) => record.lastName,
    displayName: ({ record }) => nameOf(record),
    email: ({ record }) => record.email,
    locale: ({ record }) => record.locale,
    tags: ({ record }) => record.tags,
    // No customer of the local Shopify has signed in, so none has an enabled account.
    state: () => 'DISABLED',
    numberOfOrders: ({ record }) => String(record.numberOfOrders),
    amountSpent: ({ record }, _, { shop }): Amount => ({
      amount: record.amountSpent,
      currencyCode: shop.record.currencyCode,
    }),
    dataSaleOptOut: ({ record }) => record.dataSaleOptOut,
    defaultEmailAddress: ({ record: { email, emailMarketing } }): Contact | null => {
      if (email === null && emailMarketing === null) return null;
      return { state: 'NOT_SUBSCRIBED', updatedAt: null, ...emailMarketing, address: email };
    },
    // The records keep only the consent of a phone, so a customer without consent has no phone.
    defaultPhoneNumber: ({ record: { smsMarketing } }): Marketing | null => smsMarketing,
    statistics: ({ record }) => record,
    orders: (customer, args, context) => {
      const mine = { sql: 'customer_id = ?', parameter: customer.id };
      return mapPage(listPage(ORDERS, args, context, [mine]), orderOf);
    },
  }),
  CustomerEmailAddress: fields<Contact>({
    marketingState: (contact) => contact.state,
    marketingUpdatedAt: (contact) => contact.updatedAt && dateTime(contact.updatedAt),
    emailAddress: (contact) => contact.address,
  }),
  CustomerPhoneNumber: fields<Marketing>({ smsMarketingConsent: (consent) => consent }),
  CustomerSmsMarketingConsent: fields<Marketing>({
    state: (consent) => smsConsentState(consent.state),
    updatedAt: (consent) => consent.updatedAt && dateTime(consent.updatedAt),
  }),
  CustomerStatistics: fields<CustomerRecord>({
    rfmGroup: (record) => record.rfmGroup,
    // Null, as on Shopify without a prediction.
    predictedSpendTier: () => null,
  }),
};

export const customerQueries = fields<unknown>({
  customer: (_, args, { rows }) => {
    const id = idOf('Customer', args.id);
    const record = id === null ? null : rows.customer(id);
    return record && new CustomerSource(record.id, rows, record);
  },
  customers: (_, args, context) =>
    mapPage(listPage(CUSTOMERS, args, context), (row) => {
      const record: CustomerRecord = JSON.parse(String(row.record));
      return new CustomerSource(record.id, context.rows, record);
    }),
  customersCount: (_, args, context) => countRows(CUSTOMERS, args, context),
});
